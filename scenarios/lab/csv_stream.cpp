#include "scenarios/lab/csv_stream.h"

#include "engine/core/error.h"
#include "scenarios/run/checked_file.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>

#include <fmt/format.h>

namespace wangge::scenarios {
namespace {

[[noreturn]] void refuse(const std::string& place, const core::Text& problem) {
  throw core::Error(core::ErrorCode::input, {.zh = place + ": " + problem.zh, .en = place + ": " + problem.en});
}

/// The byte at which text stops being UTF-8 (RFC 3629); its size where all of it is.
std::size_t end_of_utf8(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead < 0x80) {
      ++at;
      continue;
    }
    const std::size_t more = lead >= 0xC2 && lead < 0xE0   ? 1
                             : lead >= 0xE0 && lead < 0xF0 ? 2
                             : lead >= 0xF0 && lead < 0xF5 ? 3
                                                           : 0;
    if (more == 0 || at + more >= text.size()) return at;
    std::uint32_t code = lead & (0x3FU >> more);
    for (std::size_t i = 1; i <= more; ++i) {
      const auto byte = static_cast<unsigned char>(text[at + i]);
      if ((byte & 0xC0U) != 0x80U) return at;
      code = code << 6U | (byte & 0x3FU);
    }
    const bool too_long = (more == 2 && code < 0x800) || (more == 3 && code < 0x10000);
    if (too_long || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return at;
    at += more + 1;
  }
  return text.size();
}

}  // namespace

CsvStream::CsvStream(const std::filesystem::path& path) : path_(path), text_(read_file(path)) {
  if (const std::size_t good = end_of_utf8(text_); good < text_.size()) {
    const auto line = 1 + std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(good), '\n');
    refuse(fmt::format("{}:{}", path_.string(), line),
           {.zh = "不是 UTF-8 编码；请另存为 UTF-8", .en = "is not in UTF-8; save the file as UTF-8"});
  }
  if (std::string_view(text_).starts_with("\xEF\xBB\xBF")) at_ = 3;
  if (!read_row()) {
    refuse(path_.string(), {.zh = "表是空的；第一行应为列名", .en = "is empty; expected a first line of column names"});
  }
  names_.assign(cells_.begin(), cells_.end());
  after_names_ = at_;
  line_after_names_ = line_;
}

void CsvStream::rewind() {
  at_ = after_names_;
  line_ = line_after_names_;
}

std::string CsvStream::place() const { return fmt::format("{}:{}", path_.string(), row_line_); }

bool CsvStream::next() {
  if (!read_row()) return false;
  if (cells_.size() == names_.size()) return true;
  refuse(place(), {.zh = fmt::format("有 {} 格，而列名有 {} 个", cells_.size(), names_.size()),
                   .en = fmt::format("has {} cells, but there are {} column names", cells_.size(), names_.size())});
}

bool CsvStream::read_row() {
  do {
    if (at_ >= text_.size()) return false;
    cells_.clear();
    unquoted_.clear();
    row_line_ = line_;
    cells_.push_back(read_cell());
    while (at_ < text_.size() && text_[at_] == ',') {
      ++at_;
      cells_.push_back(read_cell());
    }
    if (at_ < text_.size()) {
      ++at_;
      ++line_;
    }
  } while (cells_.size() == 1 && cells_[0].empty());
  return true;
}

/// Up to the comma or line end behind it, on which at_ then stands.
std::string_view CsvStream::read_cell() {
  const std::size_t start = at_;
  if (at_ >= text_.size() || text_[at_] != '"') {
    at_ = std::min(text_.find_first_of(",\n", start), text_.size());
    std::size_t end = at_;
    if (end > start && text_[end - 1] == '\r') --end;
    return std::string_view(text_).substr(start, end - start);
  }
  std::string& cell = unquoted_.emplace_back();
  for (++at_;; ++at_) {
    if (at_ >= text_.size()) refuse(place(), {.zh = "引号没有结束", .en = "a quote does not end"});
    if (text_[at_] == '\n') ++line_;
    if (text_[at_] != '"') {
      cell += text_[at_];
    } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
      cell += text_[++at_];
    } else {
      break;
    }
  }
  for (++at_; at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n'; ++at_) {
    if (text_[at_] != '\r') cell += text_[at_];
  }
  return cell;
}

double CsvStream::number(std::size_t column) const {
  const std::string_view text = cells_[column];
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc() && end == text.data() + text.size() && std::isfinite(value) && value >= 0) return value;
  refuse(place(), {.zh = fmt::format("{} = “{}”不是 0 以上的数", names_[column], text),
                   .en = fmt::format("{} = \"{}\" is not a number from 0", names_[column], text)});
}

}  // namespace wangge::scenarios

#include "scenarios/run/trace_columns.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace wangge::scenarios {
namespace {

const std::vector<std::int64_t> numbers = {0,
                                           1,
                                           -1,
                                           63,
                                           64,
                                           -64,
                                           -65,
                                           127,
                                           128,
                                           1'000'000,
                                           -1'000'000,
                                           std::numeric_limits<std::int64_t>::max() / 2,
                                           std::numeric_limits<std::int64_t>::min() / 2};

TEST(TraceColumns, GiveBackWhatWasPut) {
  ColumnWriter plain;
  ColumnWriter differences;
  ColumnWriter next;
  for (const std::int64_t number : numbers) {
    plain.put(static_cast<std::uint64_t>(number));
    differences.put_difference(number);
    next.put_next(number / 4);
  }
  const std::string block = plain.packed() + differences.packed() + next.packed();
  std::string_view rest = block;
  ColumnReader plain_back(rest);
  ColumnReader differences_back(rest);
  ColumnReader next_back(rest);
  EXPECT_TRUE(rest.empty());
  for (const std::int64_t number : numbers) {
    EXPECT_EQ(plain_back.get(), static_cast<std::uint64_t>(number));
    EXPECT_EQ(differences_back.get_difference(), number);
    EXPECT_EQ(next_back.get_next(), number / 4);
  }
  EXPECT_TRUE(plain_back.done() && differences_back.done() && next_back.done());
  EXPECT_EQ(plain_back.get(), 0U) << "beyond the end";
  EXPECT_TRUE(plain_back.broken());
}

TEST(TraceColumns, TellWhatIsCutShortOrChanged) {
  ColumnWriter writer;
  for (std::uint64_t i = 0; i < 1000; ++i) writer.put(i * i);
  const std::string whole = writer.packed();
  for (const std::size_t length : {std::size_t{0}, std::size_t{7}, std::size_t{8}, whole.size() / 2, whole.size() - 1}) {
    std::string_view cut = std::string_view(whole).substr(0, length);
    EXPECT_TRUE(ColumnReader(cut).broken()) << length;
  }
  for (std::size_t at = 8; at < whole.size(); at += 37) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 0x10);
    std::string_view block = changed;
    EXPECT_TRUE(ColumnReader(block).broken()) << at;
  }
}

}  // namespace
}  // namespace wangge::scenarios

#include "gis/read/file_hash.h"

#include "engine/core/error.h"
#include "engine/core/system_words.h"

#include <array>
#include <cerrno>
#include <fstream>
#include <memory>
#include <vector>

#include <cpl_vsi.h>
#include <fmt/format.h>
#include <openssl/evp.h>

namespace wangge::gis {
namespace {

struct DigestFree {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

/// SHA-256 of bytes as they come.
class Sha256 {
 public:
  Sha256() : context_(EVP_MD_CTX_new()) {
    if (!context_ || EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) != 1) {
      throw core::Error(core::ErrorCode::environment, {.zh = "OpenSSL 不支持 SHA-256", .en = "this OpenSSL has no SHA-256"});
    }
  }
  void add(std::string_view bytes) { EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()); }
  [[nodiscard]] std::string hexadecimal() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    EVP_DigestFinal_ex(context_.get(), digest.data(), &size);
    std::string text;
    for (unsigned int i = 0; i < size; ++i) text += fmt::format("{:02x}", digest[i]);
    return text;
  }

 private:
  std::unique_ptr<EVP_MD_CTX, DigestFree> context_;
};

[[noreturn]] void fail(const std::filesystem::path& path, const core::Text& cause) {
  throw core::Error(core::ErrorCode::environment, {.zh = fmt::format("无法读取文件“{}”：{}", path.string(), cause.zh),
                                                   .en = fmt::format("cannot read file '{}': {}", path.string(), cause.en)});
}

struct VsiClose {
  void operator()(VSILFILE* file) const { VSIFCloseL(file); }
};

std::string sha256_of_gdal_file(const std::filesystem::path& path) {
  const std::unique_ptr<VSILFILE, VsiClose> file(VSIFOpenL(path.c_str(), "rb"));
  if (!file) fail(path, {.zh = "打不开", .en = "it does not open"});
  Sha256 hash;
  std::vector<char> block(std::size_t{1} << 18U);
  while (const std::size_t count = VSIFReadL(block.data(), 1, block.size(), file.get())) hash.add({block.data(), count});
  return hash.hexadecimal();
}

}  // namespace

std::string sha256_of_file(const std::filesystem::path& path) {
  if (is_gdal_path(path)) return sha256_of_gdal_file(path);
  std::ifstream file(path, std::ios::binary);
  if (!file) fail(path, core::system_cause(errno));
  Sha256 hash;
  std::vector<char> block(std::size_t{1} << 18U);
  while (file) {
    file.read(block.data(), static_cast<std::streamsize>(block.size()));
    hash.add({block.data(), static_cast<std::size_t>(file.gcount())});
  }
  if (file.bad() || !file.eof()) fail(path, {.zh = "读取出错", .en = "input error"});
  return hash.hexadecimal();
}

std::string sha256_of_text(std::string_view text) {
  Sha256 hash;
  hash.add(text);
  return hash.hexadecimal();
}

}  // namespace wangge::gis

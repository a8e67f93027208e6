#include "scenarios/run/digest.h"

#include "engine/core/error.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>

namespace wangge::scenarios {

std::string sha256_of(std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned int size = 0;
  if (EVP_Digest(text.data(), text.size(), bytes.data(), &size, EVP_sha256(), nullptr) != 1) {
    throw core::Error(core::ErrorCode::environment, {.zh = "无法计算 SHA-256", .en = "cannot compute SHA-256"});
  }
  std::string digits;
  for (unsigned int i = 0; i < size; ++i) digits += fmt::format("{:02x}", bytes[i]);
  return digits;
}

}  // namespace wangge::scenarios

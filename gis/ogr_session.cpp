#include "gis/ogr_session.h"

#include <mutex>

#include <cpl_conv.h>
#include <cpl_error.h>

namespace wangge::gis {
namespace {

constexpr std::size_t most_messages = 100;

void keep_message(CPLErr level, CPLErrorNum /*number*/, const char* message) {
  static_cast<GdalMessages*>(CPLGetErrorHandlerUserData())->keep(level, message);
}

}  // namespace

GdalMessages::GdalMessages() {
  CPLPushErrorHandlerEx(keep_message, this);
  static std::once_flag registered;
  std::call_once(registered, [] { GDALAllRegister(); });
}

GdalMessages::~GdalMessages() {
  CPLPopErrorHandler();
  CPLErrorReset();
}

void GdalMessages::keep(CPLErr level, std::string_view message) {
  if (level < CE_Warning) return;
  std::vector<std::string>& kept = level == CE_Warning ? warnings_ : failures_;
  if (kept.size() < most_messages) kept.emplace_back(message);
}

void GdalMessages::clear() {
  failures_.clear();
  warnings_.clear();
}

GdalOption::GdalOption(std::string key, const std::string& value) : key_(std::move(key)) {
  const char* former = CPLGetThreadLocalConfigOption(key_.c_str(), nullptr);
  had_former_ = former != nullptr;
  if (had_former_) former_ = former;
  CPLSetThreadLocalConfigOption(key_.c_str(), value.c_str());
}

GdalOption::~GdalOption() { CPLSetThreadLocalConfigOption(key_.c_str(), had_former_ ? former_.c_str() : nullptr); }

}  // namespace wangge::gis

#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

/// RAII around GDAL: handles, messages and options. Internal to gis/ (it shows GDAL types).
namespace wangge::gis {

struct DatasetCloser {
  void operator()(GDALDataset* dataset) const { GDALClose(dataset); }
};
using DatasetHandle = std::unique_ptr<GDALDataset, DatasetCloser>;

struct FeatureDestroyer {
  void operator()(OGRFeature* feature) const { OGRFeature::DestroyFeature(feature); }
};
using FeatureHandle = std::unique_ptr<OGRFeature, FeatureDestroyer>;

/// While it lives, what GDAL would print in this thread is kept here instead. Registers the drivers at first use.
///
///   GdalMessages messages;  ... if (messages.failed()) throw Error(..., messages.first_failure());
class GdalMessages {
 public:
  GdalMessages();
  ~GdalMessages();
  GdalMessages(const GdalMessages&) = delete;
  GdalMessages& operator=(const GdalMessages&) = delete;
  GdalMessages(GdalMessages&&) = delete;
  GdalMessages& operator=(GdalMessages&&) = delete;

  [[nodiscard]] bool failed() const { return !failures_.empty(); }
  /// In GDAL's own words; empty when nothing failed.
  [[nodiscard]] std::string first_failure() const { return failures_.empty() ? std::string() : failures_.front(); }
  [[nodiscard]] const std::vector<std::string>& warnings() const { return warnings_; }
  void keep(CPLErr level, std::string_view message);
  void clear();

 private:
  std::vector<std::string> failures_;
  std::vector<std::string> warnings_;
};

/// Sets a configuration option of GDAL for this thread and puts the former value back.
class GdalOption {
 public:
  GdalOption(std::string key, const std::string& value);
  ~GdalOption();
  GdalOption(const GdalOption&) = delete;
  GdalOption& operator=(const GdalOption&) = delete;
  GdalOption(GdalOption&&) = delete;
  GdalOption& operator=(GdalOption&&) = delete;

 private:
  std::string key_;
  std::string former_;
  bool had_former_ = false;
};

}  // namespace wangge::gis

#include "scenarios/schema/keys.h"
#include "scenarios/site/siting_spec.h"

/// What `wangge site` measures beside its answer: workers a grid needs, accessibility.
namespace wangge::scenarios {
namespace {

const core::Text assumed = {.zh = "假定", .en = "assumed"};

std::vector<std::string> method_names() {
  std::vector<std::string> names;
  for (const AccessibilitySpec::Method method : all_accessibility_methods) names.emplace_back(name(method));
  return names;
}

std::vector<KeySpec> staff_keys() {
  return {
      {.path = "siting.staff.share",
       .kind = Kind::share,
       .fallback = "\"90 %\"",
       .fallback_source = assumed,
       .meaning =
           {.zh = "各网格需要多少网格员：值班时间下单的事项中要求及时的比例。",
            .en = "Workers that each grid needs: the share of the requests ordered on duty that is to be answered in time."}},
      {.path = "siting.staff.within",
       .kind = Kind::duration,
       .meaning = {.zh = "其时限；省略则用 target 的时间。", .en = "Within this time; that of `target` when left out."},
       .example = "\"15 min\""},
      {.path = "siting.staff.hours",
       .fallback = "\"mean\"",
       .choices = {"mean", "peak"},
       .meaning =
           {.zh = "人数按值班时间的平均事项量（mean），还是按各网格一周中最忙的值班小时（peak，取自 [[request]] "
                  "的钟点与星期分布）。",
            .en = "Workers for the mean load of the duty hours, or for the busiest hour of duty in each grid's week (peak), by "
                  "the requests' profiles of hour and weekday."}},
      {.path = "siting.staff.replications",
       .kind = Kind::integer,
       .fallback = "0",
       .low = 0,
       .high = 1000,
       .meaning = {.zh = "按所提人数模拟多少次，以核对各网格的及时比例；0 为不核对。",
                   .en = "How often the town is simulated with the proposed workers, to check each grid's share in time; 0: not "
                         "at all."}},
  };
}

std::vector<KeySpec> accessibility_keys() {
  return {
      {.path = "siting.accessibility.method",
       .fallback = "\"two-step\"",
       .choices = method_names(),
       .meaning = {.zh = "可及性得分的算法：two-step 两步移动搜寻法；enhanced 增强型，近者多计；three-step "
                         "三步法，居民在够得着的点之间选择。",
                   .en = "How accessibility is scored: two-step floating catchment areas; enhanced, where what is near counts "
                         "more; three-step, where people also choose among the sites they reach."}},
      {.path = "siting.accessibility.catchment",
       .kind = Kind::texts,
       .fallback = "[]",
       .meaning = {.zh = "搜寻范围各带的时限，递增；two-step 和 gaussian 只写一个。省略则为 standard，分带时为其三等分。",
                   .en =
                       "Ends of the catchment's zones, rising; one alone with two-step and gaussian. When left out the standard, "
                       "or thirds of it where there are zones."},
       .example = "[\"5 min\", \"10 min\", \"20 min\"]"},
      {.path = "siting.accessibility.decay",
       .fallback = "\"zones\"",
       .choices = {"zones", "gaussian"},
       .meaning = {.zh = "enhanced、three-step：近者如何多计：按各带的权重，或按高斯函数平滑减到范围边缘为 0。",
                   .en = "enhanced and three-step: how what is near counts more: by the weights of zones, or falling smoothly to "
                         "0 at the end of the catchment."}},
      {.path = "siting.accessibility.weights",
       .kind = Kind::texts,
       .fallback = "[]",
       .fallback_source = {.zh = "Luo、Qi 2009（缓减）", .en = "Luo and Qi 2009, slow decay"},
       .meaning = {.zh = "各带的权重，不增；三带时省略则为 100 %、68 %、22 %，一带时为 100 %。",
                   .en =
                       "Weights of the zones, not rising; when left out 100 %, 68 % and 22 % for three zones and 100 % for one."},
       .example = "[\"100 %\", \"68 %\", \"22 %\"]"},
  };
}

}  // namespace

std::vector<KeySpec> siting_measure_keys() {
  std::vector<KeySpec> all = staff_keys();
  const std::vector<KeySpec> more = accessibility_keys();
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace wangge::scenarios

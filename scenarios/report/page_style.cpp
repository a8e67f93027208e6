#include "scenarios/report/page_style.h"

#include "scenarios/report/markup.h"

namespace wangge::scenarios::report {

std::string_view page_style() {
  return R"(:root { color-scheme: light; }
* { box-sizing: border-box; }
html { font: 16px/1.62 "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif; color: #2a2a2e; background: #f3f1ed; }
html[data-show="zh"] [lang="en"], html[data-show="en"] [lang="zh"] { display: none; }
body { max-width: 1080px; margin: 0 auto; padding: 0 20px 60px; }
header { padding: 34px 0 18px; border-bottom: 3px solid #3b1f46; }
h1 { font-size: 34px; line-height: 1.25; margin: 0 0 6px; }
h2 { font-size: 24px; margin: 0 0 14px; color: #3b1f46; }
h3 { font-size: 18px; margin: 26px 0 8px; }
h4 { font-size: 14px; margin: 0 0 6px; }
p { margin: 0 0 12px; max-width: 46em; }
section { background: #fff; border: 1px solid #e2ddda; border-radius: 6px; padding: 26px 30px; margin: 22px 0 0; }
.meta { color: #5b5761; margin: 0; }
.stamps { float: right; display: flex; gap: 10px; margin: 2px 0 0 20px; }
.stamp { border: 2px solid #b3142a; color: #b3142a; font-weight: bold; padding: 4px 14px; border-radius: 3px; }
.pick { float: right; clear: right; margin-top: 12px; }
.pick button { font: inherit; font-size: 14px; padding: 2px 14px; border: 1px solid #8a868f; background: #fff; cursor: pointer; }
.pick button[aria-pressed="true"] { background: #3b1f46; color: #fff; border-color: #3b1f46; }
nav { margin-top: 16px; font-size: 15px; display: flex; flex-wrap: wrap; gap: 4px 20px; }
nav a { color: #2b5f8c; text-decoration: none; }
.answers { display: grid; grid-template-columns: repeat(auto-fit, minmax(400px, 1fr)); gap: 16px; }
.answer { border: 1px solid #e2ddda; border-left: 6px solid #8a868f; border-radius: 4px; padding: 14px 18px 6px; }
.answer h3 { margin: 0; font-size: 16px; font-weight: normal; color: #55525c; }
.answer p { font-size: 15px; }
.answer .verdict { font-size: 28px; font-weight: bold; line-height: 1.3; margin: 2px 0 8px; }
.answer.good { border-left-color: #2b6ea3; } .answer.fair { border-left-color: #d9a22b; } .answer.poor { border-left-color: #b3142a; }
.answer .verdict::before { font-weight: normal; margin-right: 8px; }
.answer.good .verdict::before { content: "✓"; color: #2b6ea3; }
.answer.fair .verdict::before { content: "○"; color: #a87808; }
.answer.poor .verdict::before { content: "✗"; color: #b3142a; }
.note { font-size: 13.5px; color: #66626c; margin-top: 12px; }
figure { margin: 18px 0 22px; }
figcaption { font-size: 14px; color: #55525c; margin-top: 8px; max-width: 52em; }
figure > svg { width: 100%; max-width: 760px; height: auto; display: block; }
svg text { font-family: "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
.map { display: flex; flex-wrap: wrap; gap: 22px; align-items: flex-start; }
.sheet { max-width: 100%; } .sheet svg { width: 100%; height: auto; display: block; }
.legend { flex: 1 1 220px; font-size: 14px; } .legend ul { list-style: none; margin: 0; padding: 0; }
.legend li { display: flex; align-items: center; gap: 10px; margin: 0 0 5px; line-height: 1.35; }
.swatch { flex: none; display: flex; width: 44px; height: 16px; } .swatch i { flex: 1; height: 16px; } .swatch svg { width: 44px; height: 16px; }
.wide { overflow-x: auto; margin: 8px 0 16px; }
table { border-collapse: collapse; font-size: 14px; line-height: 1.45; width: 100%; font-variant-numeric: tabular-nums; }
th { text-align: left; font-weight: bold; border-bottom: 2px solid #3b1f46; padding: 5px 10px; vertical-align: bottom; word-break: keep-all; }
td { border-bottom: 1px solid #e9e5e2; padding: 4px 10px; vertical-align: top; min-width: 5em; }
.n { text-align: right; white-space: nowrap; } th.n { white-space: normal; } .w { white-space: nowrap; } .words { white-space: normal; }
code { font-family: "DejaVu Sans Mono", Consolas, monospace; font-size: 0.88em; } .hash { word-break: break-all; }
pre { background: #f6f4f1; border: 1px solid #e2ddda; padding: 10px 14px; overflow-x: auto; }
ul { padding-left: 1.3em; } li { margin-bottom: 5px; max-width: 56em; }
details summary { cursor: pointer; color: #2b5f8c; margin: 8px 0; }
@media (max-width: 560px) { .answers { grid-template-columns: 1fr; } section { padding: 18px 16px; } .stamps, .pick { float: none; } }
@media print {
  html { background: #fff; font-size: 10pt; } body { max-width: none; padding: 0; }
  section { border: 0; padding: 8px 0; } nav, .pick { display: none; }
  .sheet { width: 100% !important; } .sheet svg, figure > svg { max-height: 165mm; } .legend { flex-basis: 100%; } .legend ul { columns: 2; }
  .answers { grid-template-columns: 1fr 1fr; gap: 10px; } h1 { font-size: 22pt; }
  .answer .verdict { font-size: 15pt; } .wide { overflow: visible; } table { font-size: 8pt; } td, th { padding: 2px 5px; } figure, .answer, tr { break-inside: avoid; }
  h2, h3, h2 + p, h3 + p { break-after: avoid; } pre { white-space: pre-wrap; overflow-wrap: anywhere; overflow: visible; }
}
)";
}

std::string page_start(core::Language opening) {
  const bool zh = opening == core::Language::zh;
  return std::string("<!DOCTYPE html>\n<html lang=\"") + (zh ? "zh-CN" : "en") + "\" data-show=\"" + (zh ? "zh" : "en") +
         "\">\n<head>\n<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" content=\"width=device-width, "
         "initial-scale=1\"/>\n<meta name=\"generator\" content=\"Wangge\"/>\n";
}

std::string page_stamps(bool synthetic) {
  std::string head =
      "<header>\n<div class=\"stamps\"><span class=\"stamp\">" + both({.zh = "内部资料", .en = "For internal use"}) + "</span>";
  if (synthetic) head += "<span class=\"stamp\">" + both({.zh = "合成数据", .en = "Synthetic data"}) + "</span>";
  return head +
         "</div>\n<div class=\"pick\"><button type=\"button\" data-pick=\"zh\">中文</button><button type=\"button\" "
         "data-pick=\"en\">English</button></div>\n";
}

std::string_view page_script() {
  return R"((function () {
  var root = document.documentElement;
  var buttons = Array.prototype.slice.call(document.querySelectorAll('button[data-pick]'));
  function show(language) {
    root.setAttribute('data-show', language);
    root.setAttribute('lang', language === 'zh' ? 'zh-CN' : 'en');
    buttons.forEach(function (b) { b.setAttribute('aria-pressed', String(b.getAttribute('data-pick') === language)); });
  }
  buttons.forEach(function (b) { b.addEventListener('click', function () { show(b.getAttribute('data-pick')); }); });
  var asked = location.hash === '#zh' ? 'zh' : location.hash === '#en' ? 'en' : '';
  show(asked || root.getAttribute('data-show'));
})();
)";
}

}  // namespace wangge::scenarios::report

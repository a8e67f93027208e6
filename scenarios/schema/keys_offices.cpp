#include "scenarios/schema/keys.h"

/// The desks of the levels that matters climb to.
namespace wangge::scenarios {

std::vector<KeySpec> office_keys() {
  return {
      {.path = "office[].level",
       .required = true,
       .meaning = {.zh = "升级链中的一级：该级每个辖区各有一个机构（服务站、分中心、中心），有自己的席位；高于场景最高层级的，"
                         "全域一个。没有写 [[office]] 的层级，来多少办多少，不排队。",
                   .en = "A level of the chains of escalation: each of its areas has one office (station, sub-centre, centre) "
                         "with desks of its own; a level above the scenario's highest has one for all. A level without an "
                         "[[office]] deals with whatever comes at once, without a line."},
       .example = "\"community\""},
      {.path = "office[].title.zh",
       .meaning = {.zh = "机构的中文名称；缺省用层级的。", .en = "Chinese name of the offices; the level's where absent."},
       .example = "\"服务站\""},
      {.path = "office[].title.en",
       .meaning = {.zh = "机构的英文名称；缺省用层级的。", .en = "English name of the offices; the level's where absent."},
       .example = "\"Station\""},
      {.path = "office[].desks",
       .kind = Kind::integer,
       .required = true,
       .low = 1,
       .high = 100000,
       .meaning = {.zh =
                       "每个机构的席位数，即同时办理的事项数。没有空席的事项在本机构排队：先急后缓（urgency），同样紧急的先下单的"
                       "先办；等待计入这一级的时限 within。",
                   .en = "Desks of each office: how many matters it deals with at a time. Without a free one a matter waits in "
                         "the office's line, the most urgent first (`urgency`), of equals the one ordered first; the wait counts "
                         "towards the level's `within`."},
       .example = "2"},
      {.path = "office[].takes",
       .kind = Kind::law,
       .meaning = {.zh = "一次调解占席多久；省略则按各事项升级链中这一级的 takes。一件事项的各次调解占同一席位。",
                   .en = "How long one try keeps a desk; where left out, as long as `takes` of the level in the kind's chain "
                         "says. A matter keeps its desk for all tries of the level."},
       .example = "\"exponential 2 h\""},
      {.path = "office[].hours",
       .kind = Kind::shifts,
       .meaning =
           {.zh = "办公时段，写法同班次，节假日照常；省略则昼夜开放。事项随时可来排队，席位只在时段内接办；已在席位上的办完"
                  "（各次调解都办完），未开始的等到下一次开放；等待照样计入 within。",
            .en = "When they are open, written as shifts, on holidays as on other days; day and night where left out. Matters "
                  "come into the line at any time and desks take them up in these hours alone: who is at a desk is finished, "
                  "all tries, what is not begun waits until the next opening. Such a wait counts towards `within` too."},
       .example = "[\"mon-fri 09:00-12:00\", \"mon-fri 15:00-18:00\"]"},
  };
}

}  // namespace wangge::scenarios

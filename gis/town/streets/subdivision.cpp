#include "gis/town/streets/subdivision.h"

namespace wangge::town::streets {
namespace {

/// The street that the chain carries on, where one meets it at an end.
std::uint32_t street_carried_on(const RingView& view, const Draft& draft) {
  for (const std::size_t end : {draft.from, draft.to}) {
    const std::uint32_t street = view.mesh().street_into[view.face().ring[end]];
    if (view.teed(end) && street != 0) return street;
  }
  return 0;
}

/// Odd faces are cut less well rather than not at all.
ChainRules eased(ChainRules rules) {
  rules.clearance *= 0.7;
  rules.junction_gap *= 0.6;
  rules.min_compactness *= 0.72;
  rules.snap *= 1.4;
  rules.sharpest_cosine = 0.72;
  return rules;
}

/// The usual way, then with ease; land that would otherwise stay one block of many times the size is cut as best it can be.
std::optional<Draft> found_cut(const RingView& view, const DirectionField& field, const ChainRules& rules, core::Stream& luck) {
  constexpr double far_too_large = 12;  // times the least part
  std::optional<Draft> draft = best_cut(view, field, rules, luck);
  if (!draft) draft = best_cut(view, field, eased(rules), luck);
  if (draft || view.area() < far_too_large * rules.min_area) return draft;
  ChainRules last = eased(eased(rules));
  last.min_area *= 0.6;
  return best_cut(view, field, last, luck);
}

}  // namespace

void subdivide(Mesh& mesh, FaceIndex face, const DirectionField& field, const CutPolicy& policy, core::Stream& luck,
               std::uint32_t first_street) {
  std::vector<FaceIndex> open{face};
  while (!open.empty()) {
    const FaceIndex here = open.back();
    open.pop_back();
    const RingView view(mesh, mesh.faces[here]);
    const auto aim = policy(mesh, mesh.faces[here], view.area(), centroid(view.points()));
    if (!aim) continue;
    const auto draft = found_cut(view, field, aim->rules, luck);
    if (!draft) continue;
    Chain chain = aim->chain;
    chain.street = street_carried_on(view, *draft);
    if (chain.street == 0) chain.street = first_street++;
    const FaceIndex other = mesh.cut(here, draft->from, draft->to, draft->inner, mesh.add_chain(chain));
    open.push_back(other);
    open.push_back(here);
  }
}

}  // namespace wangge::town::streets

#pragma once

#include "engine/core/error.h"

#include <gtest/gtest.h>

#include <string>

namespace wangge::test {

/// The English message that an act is refused with; it must have a Chinese one too.
template <class Act>
std::string refusal(const Act& act) {
  try {
    act();
  } catch (const core::Error& error) {
    EXPECT_FALSE(error.message().zh.empty());
    return error.message().en;
  }
  return "no refusal";
}

}  // namespace wangge::test

# One set of compiler settings for every target of the project.
option(WANGGE_WARNINGS_ARE_ERRORS "Stop at a warning; off where only bytes are compared: g++ 12 at -O3 has false alarms" ON)
add_library(wangge_settings INTERFACE)
target_include_directories(wangge_settings INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(wangge_settings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wcast-align -Woverloaded-virtual
  $<$<BOOL:${WANGGE_WARNINGS_ARE_ERRORS}>:-Werror>
  # The same bytes on every machine: no fused multiply-add, no fast-math, no -march=native.
  -ffp-contract=off)

set(WANGGE_SANITIZE "" CACHE STRING "Sanitizers, e.g. address,undefined or thread")
if(WANGGE_SANITIZE)
  # Under sanitizers g++ 12 takes std::function inside std::regex for uninitialised (a known false alarm of its own headers).
  target_compile_options(wangge_settings INTERFACE -fsanitize=${WANGGE_SANITIZE} -fno-omit-frame-pointer -Wno-maybe-uninitialized)
  target_link_options(wangge_settings INTERFACE -fsanitize=${WANGGE_SANITIZE})
endif()
if(WANGGE_SANITIZE MATCHES "address")
  # As an object: nothing would call for it in an archive.
  add_library(wangge_known_leaks OBJECT ${CMAKE_CURRENT_LIST_DIR}/known_leaks.cpp)
  target_link_libraries(wangge_settings INTERFACE $<TARGET_OBJECTS:wangge_known_leaks>)
endif()

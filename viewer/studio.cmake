# The browser studio: npm fetches its packages when the lock file changes, Vite builds it into the build tree.
if(NOT WANGGE_STUDIO)
  return()
endif()
find_program(NPM npm)
if(NOT NPM)
  message(FATAL_ERROR "npm is absent: install it (Debian package npm), or configure with -DWANGGE_STUDIO=OFF")
endif()

set(studio_packages ${CMAKE_CURRENT_SOURCE_DIR}/node_modules/.package-lock.json)
set(studio_folder ${CMAKE_CURRENT_BINARY_DIR}/studio)
file(GLOB_RECURSE studio_sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/src/*.ts ${CMAKE_CURRENT_SOURCE_DIR}/src/*.css
  ${CMAKE_CURRENT_SOURCE_DIR}/public/*)

add_custom_command(OUTPUT ${studio_packages}
  COMMAND ${NPM} ci --no-audit --no-fund
  COMMAND ${CMAKE_COMMAND} -E touch ${studio_packages}
  DEPENDS package.json package-lock.json
  WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}
  COMMENT "Fetching the studio's packages" VERBATIM)
add_custom_command(OUTPUT ${studio_folder}/index.html
  COMMAND ${CMAKE_COMMAND} -E env WANGGE_STUDIO_OUT=${studio_folder} ${NPM} run --silent build
  COMMAND ${CMAKE_COMMAND} -E touch ${studio_folder}/index.html
  DEPENDS ${studio_packages} ${studio_sources} index.html vite.config.ts tsconfig.json
  WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}
  COMMENT "Building the studio" VERBATIM)
add_custom_target(wangge_studio ALL DEPENDS ${studio_folder}/index.html)
install(DIRECTORY ${studio_folder}/ DESTINATION ${CMAKE_INSTALL_DATADIR}/wangge/studio)

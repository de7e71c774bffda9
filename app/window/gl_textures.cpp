#include "app/window/gl_textures.h"

#include <cstdint>
#include <utility>

#include <GLFW/glfw3.h>

#include "app/raster/image.h"

#ifndef GL_CLAMP_TO_EDGE
#define GL_CLAMP_TO_EDGE 0x812F  // of OpenGL 1.2, which some headers lack
#endif

namespace app {
namespace {

unsigned upload(const Image& picture) {
  GLint before = 0, largest = 0;
  glGetIntegerv(GL_MAX_TEXTURE_SIZE, &largest);
  if (picture.width > largest || picture.height > largest) return 0;
  glGetIntegerv(GL_TEXTURE_BINDING_2D, &before);
  GLuint name = 0;
  glGenTextures(1, &name);
  glBindTexture(GL_TEXTURE_2D, name);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA, picture.width, picture.height, 0, GL_RGBA,
               GL_UNSIGNED_BYTE, picture.pixels.data());
  glBindTexture(GL_TEXTURE_2D, static_cast<GLuint>(before));
  return name;
}

}  // namespace

GlTextures::~GlTextures() {
  for (auto& [picture, texture] : uploaded_) glDeleteTextures(1, &texture.name);
}

void GlTextures::begin_frame() {
  for (auto entry = uploaded_.begin(); entry != uploaded_.end();) {
    if (std::exchange(entry->second.wanted, false)) {
      ++entry;
    } else {
      glDeleteTextures(1, &entry->second.name);
      entry = uploaded_.erase(entry);
    }
  }
}

ImTextureID GlTextures::texture_of(const std::shared_ptr<const Image>& picture) {
  auto [entry, is_new] = uploaded_.try_emplace(picture.get());
  if (is_new) entry->second = {picture, upload(*picture), true};
  entry->second.wanted = true;
  return reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(entry->second.name));
}

}  // namespace app

#include "app/window/window_icon.h"

#include <array>
#include <memory>
#include <span>
#include <vector>

#include <GLFW/glfw3.h>
#include <stb_image.h>

namespace app {

// The PNG files of assets/icon, written into the program by the build.
std::span<const std::span<const unsigned char>> icon_files();

void set_window_icon(GLFWwindow* window) {
  std::vector<GLFWimage> images;
  std::vector<std::unique_ptr<stbi_uc, void (*)(void*)>> pixels;
  for (const auto file : icon_files()) {
    GLFWimage image{};
    int channels = 0;
    image.pixels = stbi_load_from_memory(file.data(), static_cast<int>(file.size()), &image.width,
                                         &image.height, &channels, STBI_rgb_alpha);
    if (image.pixels == nullptr) continue;
    pixels.emplace_back(image.pixels, stbi_image_free);
    images.push_back(image);
  }
  if (!images.empty()) glfwSetWindowIcon(window, static_cast<int>(images.size()), images.data());
}

}  // namespace app

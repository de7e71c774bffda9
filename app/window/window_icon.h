#pragma once

struct GLFWwindow;

namespace app {

// Gives the window the program's icon in the sizes that desktops ask for, where they show one.
void set_window_icon(GLFWwindow* window);

}  // namespace app

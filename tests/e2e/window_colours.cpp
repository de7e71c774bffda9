// Prints how many colours a window shows: one that draws nothing shows one.
// usage: window_colours WINDOW

#include <cstdio>
#include <cstdlib>
#include <set>

#include <X11/Xlib.h>
#include <X11/Xutil.h>

int main(int count, char** arguments) {
  Display* const display = XOpenDisplay(nullptr);
  if (count != 2 || display == nullptr) return 2;
  const Window window = std::strtoul(arguments[1], nullptr, 10);
  XWindowAttributes look;
  if (XGetWindowAttributes(display, window, &look) == 0) return 2;
  const auto width = static_cast<unsigned>(look.width), height = static_cast<unsigned>(look.height);
  XImage* const image = XGetImage(display, window, 0, 0, width, height, AllPlanes, ZPixmap);
  if (image == nullptr) return 2;
  std::set<unsigned long> colours;
  for (int y = 0; y < look.height; y += 2)
    for (int x = 0; x < look.width; x += 2) colours.insert(XGetPixel(image, x, y));
  std::printf("%zu\n", colours.size());
  return 0;
}

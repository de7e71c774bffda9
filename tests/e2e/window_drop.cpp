// Drops files into a window as a file manager does (XDND, version 5).
// usage: window_drop WINDOW FILE…   Ends with 0 when the window took them, 1 when it did not.
#include <array>
#include <cstdlib>
#include <iostream>
#include <string>

#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <poll.h>

namespace {

constexpr long kVersion = 5;
constexpr int kPatienceMilliseconds = 10'000;

class Drag {
 public:
  Drag(Display* display, Window target, std::string uris)
      : display_(display), target_(target), uris_(std::move(uris)) {
    source_ = XCreateSimpleWindow(display_, DefaultRootWindow(display_), 0, 0, 1, 1, 0, 0, 0);
    XSetSelectionOwner(display_, atom("XdndSelection"), source_, CurrentTime);
  }

  bool drop() {
    send("XdndEnter", {static_cast<long>(source_), kVersion << 24,
                       static_cast<long>(atom("text/uri-list")), 0, 0});
    send("XdndPosition", {static_cast<long>(source_), 0, middle_of_target(), CurrentTime,
                          static_cast<long>(atom("XdndActionCopy"))});
    XEvent event;
    while (next(event)) {
      if (event.type == SelectionRequest) {
        answer(event.xselectionrequest);
      } else if (event.type == ClientMessage) {
        const XClientMessageEvent& message = event.xclient;
        if (message.message_type == atom("XdndFinished")) return message.data.l[1] != 0;
        if (message.message_type != atom("XdndStatus")) continue;
        if ((message.data.l[1] & 1) == 0) return false;
        send("XdndDrop", {static_cast<long>(source_), 0, CurrentTime, 0, 0});
      }
    }
    return false;
  }

 private:
  Atom atom(const char* name) const { return XInternAtom(display_, name, False); }

  void send(const char* type, const std::array<long, 5>& data) {
    XEvent event{};
    event.xclient.type = ClientMessage;
    event.xclient.window = target_;
    event.xclient.message_type = atom(type);
    event.xclient.format = 32;
    for (std::size_t i = 0; i < data.size(); ++i) event.xclient.data.l[i] = data[i];
    XSendEvent(display_, target_, False, NoEventMask, &event);
    XFlush(display_);
  }

  long middle_of_target() {
    XWindowAttributes attributes{};
    XGetWindowAttributes(display_, target_, &attributes);
    int x = 0;
    int y = 0;
    Window child = 0;
    XTranslateCoordinates(display_, target_, DefaultRootWindow(display_), attributes.width / 2,
                          attributes.height / 2, &x, &y, &child);
    return static_cast<long>(x) << 16 | y;
  }

  void answer(const XSelectionRequestEvent& request) {
    XChangeProperty(display_, request.requestor, request.property, request.target, 8,
                    PropModeReplace, reinterpret_cast<const unsigned char*>(uris_.data()),
                    static_cast<int>(uris_.size()));
    XEvent event{};
    event.xselection.type = SelectionNotify;
    event.xselection.requestor = request.requestor;
    event.xselection.selection = request.selection;
    event.xselection.target = request.target;
    event.xselection.property = request.property;
    event.xselection.time = request.time;
    XSendEvent(display_, request.requestor, False, NoEventMask, &event);
    XFlush(display_);
  }

  bool next(XEvent& event) {
    if (XPending(display_) == 0) {
      pollfd connection{ConnectionNumber(display_), POLLIN, 0};
      if (poll(&connection, 1, kPatienceMilliseconds) <= 0) return false;
    }
    XNextEvent(display_, &event);
    return true;
  }

  Display* display_;
  Window target_;
  Window source_;
  std::string uris_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  Display* display = XOpenDisplay(nullptr);
  if (display == nullptr) return 2;
  std::string uris;
  for (int i = 2; i < argc; ++i) uris += "file://" + std::string(argv[i]) + "\r\n";
  const bool taken = Drag(display, std::strtoul(argv[1], nullptr, 0), uris).drop();
  if (!taken) std::cerr << "the window did not take the drop\n";
  XCloseDisplay(display);
  return taken ? 0 : 1;
}

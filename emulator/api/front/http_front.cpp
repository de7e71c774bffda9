#include "emulator/api/front/http_front.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <list>
#include <mutex>
#include <system_error>
#include <thread>

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include "emulator/api/front/connection.h"
#include "emulator/api/front/listener.h"
#include "emulator/api/front/turned_away.h"
#include "emulator/base/descriptor.h"

namespace emulator {
namespace {

// So long answers that are on their way may take when the server closes.
constexpr Nanoseconds kPatience = std::chrono::milliseconds{300};
// So long nothing is accepted where the system has no room for one more.
constexpr Nanoseconds kRest = std::chrono::milliseconds{100};
// Then the others have their turn: what ended, what is turned away.
constexpr int kAcceptsAtOnce = 64;

SteadyTime now() { return std::chrono::steady_clock::now(); }

Descriptor open_nothing() { return Descriptor(::open("/dev/null", O_RDONLY | O_CLOEXEC)); }

bool is_out_of_room(int error) {
  return error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM;
}

// A client and the thread that serves it.
struct Served {
  explicit Served(Socket its_socket) : socket(std::move(its_socket)) {}

  void shut_down(int how) {
    const std::lock_guard lock(mutex);
    if (socket.is_open()) ::shutdown(socket.fd(), how);
  }
  void close() {
    const std::lock_guard lock(mutex);
    socket = Socket();
  }

  std::mutex mutex;  // of closing the socket; its own thread alone uses and closes it
  Socket socket;
  std::atomic<bool> finished = false;
  std::jthread thread;
};

// How many connections there are; wakes whoever waits for their end.
class Census {
 public:
  void enter() { count_.fetch_add(1, std::memory_order_relaxed); }
  void leave() {
    const std::lock_guard lock(mutex_);
    count_.fetch_sub(1, std::memory_order_relaxed);
    left_.notify_all();
  }
  std::size_t count() const { return count_.load(std::memory_order_relaxed); }
  void wait_until_empty(Nanoseconds most) {
    std::unique_lock lock(mutex_);
    left_.wait_for(lock, most, [this] { return count() == 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable left_;
  std::atomic<std::size_t> count_ = 0;
};

}  // namespace

struct HttpFront::State {
  State(FrontOptions options, MakeSession its_make_session, Listener its_listener,
        DescriptorPair wake);
  ~State();

  void accept_until(const std::stop_token& stop);
  void accept_from(const Socket& listening);
  void out_of_room(const Socket& listening);
  void welcome(Socket socket, std::string peer);
  void serve(Served& one, std::string peer, const std::stop_token& stop);
  void turn_away(Socket socket);
  void reap();

  FrontRules rules;
  MakeSession make_session;
  Listener listener;
  Census census;
  DescriptorPair ended;  // a byte for each connection that ended
  Descriptor spare = open_nothing();
  TurnedAway turned_away;
  SteadyTime rests_until{};
  std::list<Served> served;  // the acceptor's, then the destructor's
  std::jthread acceptor;
};

HttpFront::State::State(FrontOptions options, MakeSession its_make_session, Listener its_listener,
                        DescriptorPair wake)
    : rules{std::move(options), {}},
      make_session(std::move(its_make_session)),
      listener(std::move(its_listener)),
      ended(std::move(wake)) {
  rules.guard.listens_on = rules.options.host;
  rules.guard.allowed_hosts = rules.options.allowed_hosts;
  if (listener.beyond_loopback) rules.guard.is_own_address = is_address_of_this_machine;
  set_nonblocking(ended.first.get());
  set_nonblocking(ended.second.get());
  acceptor = std::jthread([this](const std::stop_token& stop) { accept_until(stop); });
}

// First those that wait for a request go, and those that run are asked to; what they answer still
// has a moment to get out.
HttpFront::State::~State() {
  acceptor.request_stop();
  acceptor.join();
  listener.sockets.clear();
  for (Served& one : served) {
    one.thread.request_stop();
    one.shut_down(SHUT_RD);
  }
  census.wait_until_empty(kPatience);
  for (Served& one : served) one.shut_down(SHUT_RDWR);
}

void HttpFront::State::accept_until(const std::stop_token& stop) {
  const WakePipe stopped(stop);
  std::vector<pollfd> watched;
  while (!stop.stop_requested()) {
    const bool rests = now() < rests_until;
    watched.assign({{stopped.descriptor(), POLLIN, 0}, {ended.first.get(), POLLIN, 0}});
    turned_away.watch(watched);
    if (!rests)
      for (const Socket& listening : listener.sockets)
        watched.push_back({listening.fd(), POLLIN, 0});
    poll_until(watched, rests ? std::min(rests_until, turned_away.next_deadline())
                              : turned_away.next_deadline());
    reap();
    turned_away.drain();
    if (!rests)
      for (const Socket& listening : listener.sockets) accept_from(listening);
  }
}

void HttpFront::State::accept_from(const Socket& listening) {
  for (int i = 0; i < kAcceptsAtOnce; ++i) {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    Socket socket(
        ::accept4(listening.fd(), reinterpret_cast<sockaddr*>(&address), &size, SOCK_CLOEXEC));
    if (socket.is_open()) {
      welcome(std::move(socket), peer_of(address));
    } else if (is_out_of_room(errno)) {
      return out_of_room(listening);
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      return;
    }
    // Anything else is about that one connection: it broke before it was accepted.
  }
}

// A descriptor kept for this moment lets one client know; else all would wait without an answer.
void HttpFront::State::out_of_room(const Socket& listening) {
  spare.close();
  Socket socket(::accept4(listening.fd(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
  if (socket.is_open())
    AnswerWriter(socket.fd()).send(rules.refusal({503, "This program can open no more files"}));
  socket = Socket();
  spare = open_nothing();
  rests_until = now() + kRest;
}

void HttpFront::State::welcome(Socket socket, std::string peer) {
  const int on = 1;
  // Without it Nagle's algorithm and delayed acknowledgements cost 40 ms an answer.
  setsockopt(socket.fd(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (census.count() >= rules.options.most_connections) return turn_away(std::move(socket));
  Served& one = served.emplace_back(std::move(socket));
  census.enter();
  try {
    one.thread = std::jthread([this, &one, peer = std::move(peer)](const std::stop_token& stop) {
      serve(one, peer, stop);
    });
  } catch (const std::system_error&) {  // no more threads
    turn_away(std::move(one.socket));
    census.leave();
    served.pop_back();
  }
}

void HttpFront::State::serve(Served& one, std::string peer, const std::stop_token& stop) {
  {
    const std::unique_ptr<FrontSession> session = make_session();
    Connection(one.socket, std::move(peer), rules, *session).serve(stop);
  }
  one.close();
  one.finished = true;
  census.leave();
  const char byte = 0;
  // A pipe that is full wakes the acceptor as well.
  [[maybe_unused]] const auto written = ::write(ended.second.get(), &byte, 1);
}

void HttpFront::State::turn_away(Socket socket) {
  turned_away.add(std::move(socket),
                  rules.refusal({503, "There are too many connections to this server"}));
}

void HttpFront::State::reap() {
  std::array<char, 256> bytes;
  if (::read(ended.first.get(), bytes.data(), bytes.size()) <= 0) return;
  served.remove_if([](const Served& one) { return one.finished.load(); });
}

Result<std::unique_ptr<HttpFront>> HttpFront::open(FrontOptions options, MakeSession make_session) {
  auto listener = listen_on(options.host, options.port);
  if (!listener) return fail(std::move(listener.error()));
  auto wake = make_pipe();
  if (!wake) return fail(std::move(wake.error()));
  return std::unique_ptr<HttpFront>(new HttpFront(std::make_unique<State>(
      std::move(options), std::move(make_session), std::move(*listener), std::move(*wake))));
}

HttpFront::HttpFront(std::unique_ptr<State> state) : state_(std::move(state)) {}
HttpFront::~HttpFront() = default;

int HttpFront::port() const { return state_->listener.port; }

// A client cannot call all addresses at once.
std::string HttpFront::url() const {
  const std::string& host = state_->rules.options.host;
  if (!state_->listener.any_address) return "http://" + authority(host, port());
  return "http://" + authority(host.find(':') == std::string::npos ? "127.0.0.1" : "::1", port());
}

bool HttpFront::beyond_loopback() const { return state_->listener.beyond_loopback; }

std::size_t HttpFront::connections() const { return state_->census.count(); }

}  // namespace emulator

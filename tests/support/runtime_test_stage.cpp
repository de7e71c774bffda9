// A stage for the tests of the runtimes: a tiny HTTP server that misbehaves as told on its command
// line. Everything that it says goes to stdout unless the option is about stderr.
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include <dirent.h>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

struct Behaviour {
  int port = 0;
  int ping_status = 200;
  std::string status_file;  // where it exists, it holds the status of /ping
  bool silent = false;      // accepts and never answers
  bool trickling = false;   // answers a byte at a time, without end
};

void say(const std::string& line) {
  std::printf("%s\n", line.c_str());
  std::fflush(stdout);
}

// The classic daemon: forks twice, starts a session, closes everything.
void make_daemon() {
  const pid_t child = fork();
  if (child != 0) {
    waitpid(child, nullptr, 0);
    return;
  }
  setsid();
  const pid_t daemon = fork();
  if (daemon != 0) {
    say("daemon " + std::to_string(daemon));
    _exit(0);
  }
  for (const int number : {SIGTERM, SIGHUP, SIGINT}) signal(number, SIG_IGN);
  for (const int descriptor : {0, 1, 2}) close(descriptor);
  for (;;) pause();
}

void print_open_files() {
  std::string list;
  DIR* const folder = opendir("/proc/self/fd");
  while (const dirent* entry = readdir(folder)) {
    const std::string name = entry->d_name;
    if (name[0] != '.' && name != std::to_string(dirfd(folder))) list += " " + name;
  }
  closedir(folder);
  say("open" + list);
}

// What outlives exec: ignored and blocked. The C library does not tell about its own two.
void print_signals() {
  std::string list;
  sigset_t blocked;
  sigprocmask(SIG_SETMASK, nullptr, &blocked);
  for (int number = 1; number < NSIG; ++number) {
    struct sigaction action {};
    if (sigaction(number, nullptr, &action) != 0) continue;
    if (action.sa_handler == SIG_IGN || sigismember(&blocked, number) == 1)
      list += " " + std::to_string(number);
  }
  say("changed signals" + list);
}

void print_environment() {
  for (char** entry = environ; *entry != nullptr; ++entry) say(*entry);
  say("end of environment");
}

void flood(int lines) {
  const std::string text(80, 'x');
  for (int i = 0; i < lines; ++i) std::printf("%s\n", text.c_str());
  say("flooded");
}

// Takes memory for good, page by page.
void eat(std::size_t bytes) {
  constexpr std::size_t kPiece = 1 << 20;
  for (std::size_t eaten = 0; eaten < bytes; eaten += kPiece)
    std::memset(std::malloc(kPiece), 1, kPiece);
  say("eaten " + std::to_string(bytes));
}

// "connected" or why not, within two seconds.
void try_to_connect(const std::string& target) {
  const std::size_t colon = target.rfind(':');
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<in_port_t>(std::atoi(target.c_str() + colon + 1)));
  inet_pton(AF_INET, target.substr(0, colon).c_str(), &address.sin_addr);
  const int client = socket(AF_INET, SOCK_STREAM, 0);
  const timeval patience{2, 0};
  setsockopt(client, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  const int done = connect(client, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  say(done == 0 ? "connected" : "not connected: " + std::string(std::strerror(errno)));
  close(client);
}

void try_to_write(const std::string& file) {
  std::ofstream output(file);
  output << "x" << std::flush;
  say(output ? "written" : "not written: " + std::string(std::strerror(errno)));
}

void print_file(const std::string& file) {
  std::ifstream input(file);
  std::string line;
  if (!input) say("cannot read " + file);
  while (std::getline(input, line)) say(line);
}

void print_hostname() {
  char name[256]{};
  gethostname(name, sizeof name - 1);
  say(std::string("hostname ") + name);
}

int status_of(const Behaviour& behaviour) {
  int status = behaviour.ping_status;
  if (std::ifstream file(behaviour.status_file); file) file >> status;
  return status;
}

void answer(int connection, const Behaviour& behaviour) {
  if (behaviour.silent) return;  // and keeps it open
  char request[4096];
  if (recv(connection, request, sizeof request, 0) <= 0) {
    close(connection);
    return;
  }
  // One connection at a time: an invocation must not keep the next one out.
  const bool last = std::strncmp(request, "POST", 4) == 0;
  std::string text = "HTTP/1.1 " + std::to_string(status_of(behaviour)) +
                     " X\r\nContent-Type: application/json\r\nContent-Length: 2\r\n" +
                     (last ? "Connection: close\r\n" : "") + "\r\n{}";
  if (behaviour.trickling) {
    text = "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n";
    while (send(connection, text.data(), 1, MSG_NOSIGNAL) == 1) {
      if (text.size() > 1) text.erase(0, 1);
      usleep(1000);
    }
  }
  send(connection, text.data(), text.size(), MSG_NOSIGNAL);
  char rest = 0;
  while (!last && recv(connection, &rest, 1, 0) > 0) {
  }
  close(connection);
}

int serve(const Behaviour& behaviour) {
  const int server = socket(AF_INET, SOCK_STREAM, 0);
  const int on = 1;
  setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<in_port_t>(behaviour.port));
  if (bind(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    say("cannot bind: " + std::string(std::strerror(errno)));
    return 98;
  }
  listen(server, 16);
  say("listening on " + std::to_string(behaviour.port));
  for (;;) answer(accept(server, nullptr, nullptr), behaviour);
}

void leave(int) { _exit(0); }

}  // namespace

int main(int argc, char** argv) {
  Behaviour behaviour;
  if (const char* port = std::getenv("SAGEMAKER_BIND_TO_PORT")) behaviour.port = std::atoi(port);
  signal(SIGTERM, leave);
  using Act = std::function<void(const std::string&)>;
  const std::map<std::string, Act> acts{
      {"--say", [](const std::string& text) { say(text); }},
      {"--say-on-stderr", [](const std::string& text) { std::fputs(text.c_str(), stderr); }},
      {"--exit", [](const std::string& code) { std::exit(std::atoi(code.c_str())); }},
      {"--flood", [](const std::string& lines) { flood(std::atoi(lines.c_str())); }},
      {"--port", [&](const std::string& port) { behaviour.port = std::atoi(port.c_str()); }},
      {"--ping", [&](const std::string& code) { behaviour.ping_status = std::atoi(code.c_str()); }},
      {"--eat", [](const std::string& bytes) { eat(std::strtoull(bytes.c_str(), nullptr, 10)); }},
      {"--connect", try_to_connect},
      {"--try-write", try_to_write},
      {"--cat", print_file},
      {"--status-file", [&](const std::string& file) { behaviour.status_file = file; }}};
  const std::map<std::string, std::function<void()>> switches{
      {"--environment", print_environment},
      {"--open-files", print_open_files},
      {"--signals", print_signals},
      {"--hostname", print_hostname},
      {"--daemon", make_daemon},
      {"--ignore-term", [] { signal(SIGTERM, SIG_IGN); }},
      {"--silent", [&] { behaviour.silent = true; }},
      {"--trickle", [&] { behaviour.trickling = true; }}};
  for (int i = 1; i < argc; ++i) {
    const std::string option = argv[i];
    if (const auto found = switches.find(option); found != switches.end()) {
      found->second();
    } else if (const auto act = acts.find(option); act != acts.end() && i + 1 < argc) {
      act->second(argv[++i]);
    } else if (option != "serve") {
      say("unknown option " + option);
      return 2;
    }
  }
  return serve(behaviour);
}

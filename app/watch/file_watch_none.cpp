#include "app/watch/file_watch.h"

namespace app {

struct FileWatch::State {};

bool FileWatch::works() { return false; }
FileWatch::FileWatch(std::function<void()>) {}
FileWatch::~FileWatch() = default;
void FileWatch::watch(std::vector<std::filesystem::path>) {}
std::vector<std::filesystem::path> FileWatch::take_changed() { return {}; }

}  // namespace app

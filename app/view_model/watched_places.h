#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "emulator/model/pipeline.h"

// Which files an open pipeline is made of, and whose a changed one is. Pure: looks at no disk.
namespace app {

struct WatchedPlace {
  emulator::StageId stage;     // none: the pipeline's own file
  std::filesystem::path path;  // a file or a folder; absolute
  bool is_data = false;        // whatever lies there counts, not only what looks like source
  bool operator==(const WatchedPlace&) const = default;
};

// The pipeline's file; of each process stage its WorkingDirectory, the files that its Command
// names, its ModelData and EnvironmentFile.
std::vector<WatchedPlace> watched_places(const emulator::Pipeline& pipeline);

struct SourceChange {
  emulator::StageId stage;  // none: the pipeline's own file
  std::string file;         // its name, "serve.py"
  bool operator==(const SourceChange&) const = default;
};

// One row a stage, in route order: the first of its files that changed. What programs write on
// their own (compiled files, logs, editors' copies) is nobody's source.
std::vector<SourceChange> source_changes(const std::vector<WatchedPlace>& places,
                                         const std::vector<std::filesystem::path>& changed);

}  // namespace app

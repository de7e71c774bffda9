#include "emulator/runtime/model_shelf.h"

#include <map>
#include <mutex>
#include <utility>

#include "emulator/base/text.h"
#include "emulator/fetch/fetch_model_data.h"
#include "emulator/runtime/model_archive.h"
#include "emulator/runtime/stage_paths.h"

namespace emulator {
namespace fs = std::filesystem;
namespace {

// A key below a prefix that leads nowhere else.
bool stays_below(const std::string& target) {
  if (target.empty() || target.find('\0') != target.npos) return false;
  for (const std::string& part : split(target, '/'))
    if (part == "..") return false;
  return true;
}

class ModelShelf final : public ModelPlaces {
 public:
  ModelShelf(StageLaunchPlan plan, ModelShelfOptions options)
      : plan_(std::move(plan)), options_(std::move(options)) {}

  Result<std::string> place(const std::string& target_model, const std::string& name,
                            const std::stop_token& cancel) override {
    const std::lock_guard lock(mutex_);  // one after another: each is done once
    if (const auto placed = placed_.find(name); placed != placed_.end()) return placed->second;
    if (!stays_below(target_model)) return fail(no_such_model(target_model));
    const auto source = source_of(target_model, cancel);
    if (!source) return fail(source.error());
    if (auto done = unpack(*source, options_.root / name, cancel); !done) return fail(done.error());
    return placed_[name] = options_.seen_as + "/" + name + "/model";
  }

 private:
  Error no_such_model(const std::string& target_model) const {
    const std::string where = plan_.launch.model_data
                                  ? resolved_path(plan_, *plan_.launch.model_data).string()
                                  : plan_.container.model_data_url.value_or("its ModelDataUrl");
    return {ErrorCode::NotFound,
            "Stage " + plan_.container_name + " has no model " + target_model + " below " + where,
            "TargetModel is the rest of the key behind ModelDataUrl"};
  }

  // The archive or folder of one model, on this machine.
  Result<fs::path> source_of(const std::string& target_model, const std::stop_token& cancel) {
    const fs::path below = fs::path(target_model).relative_path();
    if (plan_.launch.model_data) {
      fs::path local = resolved_path(plan_, *plan_.launch.model_data) / below;
      std::error_code error;
      if (fs::exists(local, error)) return local;
      return fail(no_such_model(target_model));
    }
    std::string url = plan_.container.model_data_url.value_or("");
    if (url.empty() || !options_.fetching) return fail(no_such_model(target_model));
    if (!url.ends_with('/')) url += '/';
    auto fetched = fetch_model_data({url + below.string(), false, local_member(plan_, "ModelData")},
                                    *options_.fetching, nullptr, cancel);
    if (!fetched) return fail(fetched.error());
    holds_.push_back(fetched->hold);
    return fetched->path;
  }

  // All or nothing: the container never sees half a model.
  static Result<void> unpack(const fs::path& source, const fs::path& target,
                             const std::stop_token& cancel) {
    const fs::path half = fs::path(target).concat(".part");
    std::error_code error;
    fs::remove_all(half, error);
    // Not the root: where that is gone, the stage is, too.
    fs::create_directory(half, error);
    if (!error) fs::create_directory(half / "model", error);
    if (!error && fs::is_directory(source, error)) {
      fs::copy(source, half / "model", fs::copy_options::recursive, error);
    } else if (!error) {
      if (auto done = unpack_model_archive(source, half / "model", {}, cancel); !done) {
        fs::remove_all(half, error);
        return fail(done.error());
      }
    }
    if (!error) fs::rename(half, target, error);
    if (!error) return {};
    const std::string why = error.message();
    fs::remove_all(half, error);
    return fail(ErrorCode::IoFailed, "A model cannot be put at " + target.string() + ": " + why,
                "Make room there, or set TMPDIR to a folder that has some");
  }

  const StageLaunchPlan plan_;
  const ModelShelfOptions options_;
  std::mutex mutex_;
  std::map<std::string, std::string> placed_;
  std::vector<std::shared_ptr<const void>> holds_;
};

}  // namespace

bool is_multi_model(const StageLaunchPlan& plan) { return plan.container.mode == "MultiModel"; }

std::shared_ptr<ModelPlaces> make_model_shelf(const StageLaunchPlan& plan,
                                              ModelShelfOptions options) {
  return std::make_shared<ModelShelf>(plan, std::move(options));
}

}  // namespace emulator

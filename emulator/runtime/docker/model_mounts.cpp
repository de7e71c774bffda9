#include "emulator/runtime/docker/model_mounts.h"

#include "emulator/base/text.h"
#include "emulator/fetch/fetch_model_data.h"
#include "emulator/runtime/model_archive.h"
#include "emulator/runtime/model_layout.h"
#include "emulator/runtime/model_shelf.h"
#include "emulator/runtime/stage_paths.h"

namespace emulator {
namespace fs = std::filesystem;
namespace {

constexpr const char* kModelTarget = "/opt/ml/model";                                // 2.12
constexpr const char* kModelsTarget = "/opt/ml/models";                              // 2.14
constexpr const char* kAdditionalTarget = "/opt/ml/additional-model-data-sources/";  // 2.13

void say_doing(const StageNews& news, std::string what) {
  if (news.doing) news.doing(std::move(what));
}

// Where the model data lies that CreateModel names; "" where it names none.
struct Source {
  std::string url;
  bool prefix = false;  // everything below it, not one object
  bool archive = true;  // a tar.gz to be unpacked
};

std::string after_last_slash(const std::string& text) { return text.substr(text.rfind('/') + 1); }

std::string words_of(const FetchProgress& progress) {
  const std::string done = "downloading model data, " + format_size(progress.done);
  return progress.total == 0 ? done : done + " of " + format_size(progress.total);
}

Source source_of(const S3ModelDataSource& s3) {
  const bool prefix = s3.s3_data_type == "S3Prefix";
  return {s3.s3_uri, prefix, !prefix && s3.compression_type == "Gzip"};
}

Source model_source(const ContainerDefinition& container) {
  if (container.model_data_url) return {*container.model_data_url};
  if (container.model_data_source && container.model_data_source->s3_data_source)
    return source_of(*container.model_data_source->s3_data_source);
  return {};
}

class Mounting {
 public:
  Mounting(const StageLaunchPlan& plan, const StageNews& news, const MakeFolder& make_folder,
           const FetchSurroundings& around, std::stop_token cancel)
      : plan_(plan),
        news_(news),
        make_folder_(make_folder),
        around_(around),
        cancel_(std::move(cancel)) {}

  Result<ModelMounts> run() {
    const auto mounted = is_multi_model(plan_) ? mount_shelf() : mount_model();
    if (!mounted) return fail(mounted.error());
    const auto& more = plan_.container.additional_model_data_sources;
    if (more)
      for (const AdditionalModelDataSource& source : *more)
        if (auto done = mount_additional(source); !done) return fail(done.error());
    return std::move(result_);
  }

 private:
  Result<void> mount_model() {
    if (plan_.launch.model_data) {
      const auto local = local_model_data(plan_);
      if (!local) return fail(local.error());
      std::error_code error;
      return mount(*local, !fs::is_directory(*local, error), kModelTarget);
    }
    const Source source = model_source(plan_.container);
    if (source.url.empty()) return {};
    return fetch_and_mount(source, kModelTarget, local_member(plan_, "ModelData"));
  }

  Result<void> mount_shelf() {
    const auto folder = own_folder();
    if (!folder) return fail(folder.error());
    std::error_code error;
    result_.models = *folder / "models";
    fs::create_directory(result_.models, error);
    result_.mounts.push_back({result_.models.string(), kModelsTarget});
    return {};
  }

  Result<void> mount_additional(const AdditionalModelDataSource& source) {
    if (const auto stand_in = stand_in_for(source.channel_name)) {
      const fs::path local = resolved_path(plan_, *stand_in);
      std::error_code error;
      if (!fs::exists(local, error)) return fail(not_there(local, source.channel_name));
      return mount(local, !fs::is_directory(local, error), kAdditionalTarget + source.channel_name);
    }
    if (!source.s3_data_source) return {};
    return fetch_and_mount(source_of(*source.s3_data_source),
                           kAdditionalTarget + source.channel_name,
                           local_member(plan_, "AdditionalModelData." + source.channel_name));
  }

  std::optional<std::string> stand_in_for(const std::string& channel) const {
    if (plan_.launch.additional_model_data)
      for (const auto& [name, path] : *plan_.launch.additional_model_data)
        if (name == channel) return path;
    return std::nullopt;
  }

  Error not_there(const fs::path& local, const std::string& channel) const {
    return {ErrorCode::NotFound,
            "The additional model data of stage " + plan_.container_name +
                " is not there: " + local.string(),
            "Correct " + local_member(plan_, "AdditionalModelData." + channel) +
                ", a folder or a tar.gz"};
  }

  Result<void> fetch_and_mount(const Source& source, const std::string& target,
                               const std::string& stand_in) {
    say_doing(news_, "looking for the model data");
    auto fetched = fetch_model_data(
        {source.url, source.prefix, stand_in}, around_,
        [this](const FetchProgress& progress) { say_doing(news_, words_of(progress)); }, cancel_);
    if (!fetched) return fail(fetched.error());
    say_doing(news_, "");
    if (!fetched->note.empty() && news_.log)
      news_.log({{plan_.stage, SystemClock{}.wall(), LogStream::Runtime, fetched->note}});
    result_.holds.push_back(fetched->hold);
    const bool one_file = !source.prefix && !source.archive;
    return mount(fetched->path, source.archive,
                 one_file ? target + "/" + after_last_slash(source.url) : target);
  }

  // `is_archive`: unpack it first.
  Result<void> mount(const fs::path& source, bool is_archive, const std::string& target) {
    fs::path folder = source;
    if (is_archive) {
      say_doing(news_, "unpacking the model data");
      auto unpacked = unpack(source);
      if (!unpacked) return fail(unpacked.error());
      folder = *unpacked;
      if (news_.found && target == kModelTarget)
        for (Finding& finding : model_layout_findings(folder)) news_.found(std::move(finding));
    }
    result_.mounts.push_back({folder.string(), target});
    return {};
  }

  Result<fs::path> own_folder() {
    if (!result_.folder) {
      auto made = make_folder_();
      if (!made) return fail(made.error());
      result_.folder = std::move(*made);
    }
    return result_.folder->path();
  }

  Result<fs::path> unpack(const fs::path& archive) {
    const auto folder = own_folder();
    if (!folder) return fail(folder.error());
    fs::path into = *folder / std::to_string(++unpacked_);
    std::error_code error;
    fs::create_directory(into, error);
    if (auto done = unpack_model_archive(archive, into, {}, cancel_); !done)
      return fail(done.error());
    return into;
  }

  const StageLaunchPlan& plan_;
  const StageNews& news_;
  const MakeFolder& make_folder_;
  const FetchSurroundings& around_;
  std::stop_token cancel_;
  ModelMounts result_;
  int unpacked_ = 0;
};

}  // namespace

Result<ModelMounts> model_mounts(const StageLaunchPlan& plan, const StageNews& news,
                                 const MakeFolder& make_folder, const FetchSurroundings& around,
                                 std::stop_token cancel) {
  return Mounting(plan, news, make_folder, around, std::move(cancel)).run();
}

}  // namespace emulator

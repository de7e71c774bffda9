#include <set>

#include "emulator/model/aws_values.h"
#include "emulator/validate/patterns.h"
#include "emulator/validate/rules.h"

namespace emulator {
namespace {

constexpr std::string_view kUrlPattern = "^(https|s3)://([^/]+)/?(.*)";
constexpr TextLimits kModelDataUrl{1, 1024, is_data_url, kUrlPattern};
constexpr TextLimits kHubArn{0, 255};
constexpr TextLimits kManifest{0, 1024, is_data_url, kUrlPattern};
constexpr TextLimits kChannel{1, 64, is_channel_name, R"([A-Za-z0-9\.\-_]+)"};
constexpr std::size_t kMaxChannels = 5;

// One S3DataSource of a container and where it stands.
struct Source {
  std::size_t container = 0;
  std::string pointer;  // from the container
  std::string path;     // AWS's name for it
  const S3ModelDataSource* s3 = nullptr;
};

std::vector<Source> sources_of(const Pipeline& pipeline) {
  std::vector<Source> out;
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i) {
    const ContainerDefinition& container = pipeline.stages[i].container;
    if (container.model_data_source && container.model_data_source->s3_data_source)
      out.push_back({i, "ModelDataSource/S3DataSource",
                     aws_path(pipeline, i, "modelDataSource.s3DataSource"),
                     &*container.model_data_source->s3_data_source});
    if (!container.additional_model_data_sources) continue;
    const auto& more = *container.additional_model_data_sources;
    for (std::size_t k = 0; k < more.size(); ++k) {
      if (!more[k].s3_data_source) continue;
      out.push_back(
          {i, "AdditionalModelDataSources/" + std::to_string(k) + "/S3DataSource",
           aws_path(pipeline, i,
                    "additionalModelDataSources." + std::to_string(k + 1) + ".member.s3DataSource"),
           &*more[k].s3_data_source});
    }
  }
  return out;
}

void report(const Pipeline& pipeline, std::size_t index, std::string_view key, Finding finding,
            Findings& out) {
  out.push_back(container_finding(pipeline, index, key, std::move(finding)));
}

// One member of a source: key, AWS's name, its text, and the constraint that it breaks.
struct SourceMember {
  std::string_view key;
  std::string_view path;
  std::string value;
  std::optional<std::string> broken;
};

void check_source(const Pipeline& pipeline, const Source& source, Findings& out) {
  const S3ModelDataSource& s3 = *source.s3;
  const auto limit = [](const std::optional<std::string>& value, const TextLimits& limits) {
    return value ? broken_limit(*value, limits) : std::nullopt;
  };
  const SourceMember members[] = {
      {"S3Uri", "s3Uri", s3.s3_uri, broken_limit(s3.s3_uri, kModelDataUrl)},
      {"S3DataType", "s3DataType", s3.s3_data_type, broken_enum(s3.s3_data_type, kS3DataTypes)},
      {"CompressionType", "compressionType", s3.compression_type,
       broken_enum(s3.compression_type, kCompressionTypes)},
      {"HubAccessConfig/HubContentArn", "hubAccessConfig.hubContentArn",
       s3.hub_content_arn.value_or(""), limit(s3.hub_content_arn, kHubArn)},
      {"ManifestS3Uri", "manifestS3Uri", s3.manifest_s3_uri.value_or(""),
       limit(s3.manifest_s3_uri, kManifest)},
  };
  for (const SourceMember& member : members)
    if (member.broken)
      report(pipeline, source.container, source.pointer + "/" + std::string(member.key),
             finding_of(Severity::Error,
                        constraint_text(member.value, source.path + "." + std::string(member.path),
                                        *member.broken),
                        ""),
             out);
}

bool is_multi_model(const ContainerDefinition& container) { return container.mode == "MultiModel"; }

// ChannelName and S3DataSource of each additional source of one container.
void check_channels(const Pipeline& pipeline, std::size_t index, Findings& out) {
  const auto& more = *pipeline.stages[index].container.additional_model_data_sources;
  std::set<std::string> seen;
  for (std::size_t k = 0; k < more.size(); ++k) {
    const std::string key = "AdditionalModelDataSources/" + std::to_string(k);
    const std::string& name = more[k].channel_name;
    const std::string path =
        aws_path(pipeline, index,
                 "additionalModelDataSources." + std::to_string(k + 1) + ".member.channelName");
    if (const auto broken = broken_limit(name, kChannel))
      report(pipeline, index, key + "/ChannelName",
             finding_of(Severity::Error, constraint_text(name, path, *broken), ""), out);
    else if (!seen.insert(name).second)
      report(pipeline, index, key + "/ChannelName",
             finding_of(Severity::Error, "ChannelName " + name + " stands here twice",
                        "Give each channel a name of its own"),
             out);
    if (!more[k].s3_data_source)
      report(pipeline, index, key,
             finding_of(Severity::Error, "S3DataSource is missing", "Say where the data is"), out);
  }
}

}  // namespace

void check_model_data_url(const Pipeline& pipeline, Findings& out) {
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i) {
    const auto& url = pipeline.stages[i].container.model_data_url;
    if (!url) continue;
    if (const auto broken = broken_limit(*url, kModelDataUrl))
      report(pipeline, i, "ModelDataUrl",
             finding_of(Severity::Error,
                        constraint_text(*url, aws_path(pipeline, i, "modelDataUrl"), *broken),
                        "To fill in: s3://<bucket>/<key>.tar.gz; a local path belongs into "
                        "ModelData of Local.Stages"),
             out);
  }
}

// contract 1.12: one gzip tar. A MultiModel container names a prefix instead.
void check_model_data_archive(const Pipeline& pipeline, Findings& out) {
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i) {
    const ContainerDefinition& container = pipeline.stages[i].container;
    if (!container.model_data_url || is_multi_model(container)) continue;
    if (!is_data_url(*container.model_data_url) || container.model_data_url->ends_with(".tar.gz"))
      continue;
    report(pipeline, i, "ModelDataUrl",
           finding_of(Severity::Warning, "ModelDataUrl does not end in .tar.gz",
                      "Pack the model as one gzip tar, or use ModelDataSource"),
           out);
  }
}

void check_model_data_both(const Pipeline& pipeline, Findings& out) {
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i) {
    const ContainerDefinition& container = pipeline.stages[i].container;
    if (container.model_data_url && container.model_data_source)
      report(pipeline, i, "ModelDataSource",
             finding_of(Severity::Error, "ModelDataUrl and ModelDataSource are both given",
                        "Keep one of the two"),
             out);
  }
}

void check_model_data_source(const Pipeline& pipeline, Findings& out) {
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i) {
    const auto& source = pipeline.stages[i].container.model_data_source;
    if (source && !source->s3_data_source)
      report(pipeline, i, "ModelDataSource",
             finding_of(Severity::Error, "S3DataSource is missing", "Say where the data is"), out);
  }
  for (const Source& source : sources_of(pipeline)) check_source(pipeline, source, out);
}

// contract 1.11
void check_model_data_prefix(const Pipeline& pipeline, Findings& out) {
  for (const Source& source : sources_of(pipeline)) {
    const S3ModelDataSource& s3 = *source.s3;
    if (s3.compression_type != "None" || s3.s3_data_type != "S3Prefix") continue;
    if (!s3.s3_uri.ends_with('/'))
      report(pipeline, source.container, source.pointer + "/S3Uri",
             finding_of(Severity::Error,
                        "S3Uri of an uncompressed S3Prefix must end in /: " + s3.s3_uri,
                        "Add a / at its end"),
             out);
  }
}

void check_model_data_multi_model(const Pipeline& pipeline, Findings& out) {
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i) {
    const ContainerDefinition& container = pipeline.stages[i].container;
    if (container.model_data_source && is_multi_model(container))
      report(pipeline, i, "ModelDataSource",
             finding_of(Severity::Error, "ModelDataSource cannot be combined with MultiModel mode",
                        "Use ModelDataUrl with the prefix of the models"),
             out);
  }
}

void check_model_data_batch(const Pipeline& pipeline, Findings& out) {
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i)
    if (pipeline.stages[i].container.model_data_source)
      report(pipeline, i, "ModelDataSource",
             finding_of(Severity::Info,
                        "Batch transform and serverless endpoints refuse models with "
                        "ModelDataSource",
                        "Where those are wanted, pack a .tar.gz and use ModelDataUrl"),
             out);
}

void check_additional_model_data(const Pipeline& pipeline, Findings& out) {
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i) {
    const auto& more = pipeline.stages[i].container.additional_model_data_sources;
    if (!more) continue;
    if (more->size() > kMaxChannels)
      report(pipeline, i, "AdditionalModelDataSources",
             finding_of(Severity::Error,
                        constraint_text("[…]", aws_path(pipeline, i, "additionalModelDataSources"),
                                        "Member must have length less than or equal to 5"),
                        "Give at most 5"),
             out);
    check_channels(pipeline, i, out);
  }
}

}  // namespace emulator

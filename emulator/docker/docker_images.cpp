#include <map>
#include <utility>

#include <nlohmann/json.hpp>

#include "emulator/base/line_splitter.h"
#include "emulator/docker/docker_api.h"
#include "emulator/docker/docker_json.h"

namespace emulator {
namespace {

using nlohmann::json;

DockerLabels labels_in(const json& object, std::string_view name) {
  DockerLabels labels;
  const json& value = member(object, name);
  if (!value.is_object()) return labels;
  for (const auto& [key, text] : value.items())
    if (text.is_string()) labels[key] = text.get<std::string>();
  return labels;
}

std::vector<std::string> keys_in(const json& object, std::string_view name) {
  std::vector<std::string> keys;
  const json& value = member(object, name);
  if (!value.is_object()) return keys;
  for (const auto& [key, ignored] : value.items()) keys.push_back(key);
  return keys;
}

// Adds up what the engine says of each layer by itself.
class LayerSums {
 public:
  // True when the sums changed.
  bool note(const json& news) {
    const std::string id = text_in(news, "id");
    const std::string status = text_in(news, "status");
    if (id.empty()) return false;
    const json& detail = member(news, "progressDetail");
    Layer& layer = layers_[id];
    if (status == "Downloading") {
      layer.done = static_cast<std::uint64_t>(number_in(detail, "current"));
      layer.total = static_cast<std::uint64_t>(number_in(detail, "total"));
    } else if (status == "Download complete" || status == "Pull complete") {
      layer.done = layer.total;
    } else if (status == "Extracting") {
      layer.done = layer.total;
      extracting_ = true;
    } else {
      return false;
    }
    return true;
  }
  PullProgress sums() const {
    PullProgress progress;
    for (const auto& [id, layer] : layers_) {
      progress.done += layer.done;
      progress.total += layer.total;
    }
    progress.extracting = extracting_ && progress.done == progress.total;
    return progress;
  }

 private:
  struct Layer {
    std::uint64_t done = 0;
    std::uint64_t total = 0;
  };
  std::map<std::string, Layer> layers_;
  bool extracting_ = false;
};

// Reads a stream of JSON documents, one a line, which may end in an error of the work itself.
class NewsReader {
 public:
  explicit NewsReader(std::function<void(const json&)> take) : take_(std::move(take)) {}

  // False where a document has no end.
  bool feed(std::string_view bytes) {
    for (std::size_t end = bytes.find('\n'); end != bytes.npos; end = bytes.find('\n')) {
      partial_ += bytes.substr(0, end);
      read(std::exchange(partial_, {}));
      bytes.remove_prefix(end + 1);
    }
    partial_ += bytes;
    return partial_.size() < kLongestDocument;
  }
  // What went wrong, in the engine's words; "" where nothing did.
  std::string problem() {
    read(std::exchange(partial_, {}));
    return problem_;
  }

 private:
  // What a step writes at once is one document: 32 KB, six times that where it is no text.
  static constexpr std::size_t kLongestDocument = 4'000'000;

  void read(const std::string& line) {
    const json news = parse_json(line);
    if (!news.is_object()) return;
    if (const std::string error = text_in(news, "error"); !error.empty())
      problem_ = error;
    else
      take_(news);
  }

  std::string partial_;
  std::function<void(const json&)> take_;
  std::string problem_;
};

// Streams a request whose answer is news. The error is InvalidInput where the work itself failed.
Result<void> follow_news(const DockerClient& client, const DockerRequest& request,
                         const std::string& what, std::function<void(const json&)> take,
                         std::stop_token cancel) {
  NewsReader news(std::move(take));
  const auto answer = client.stream(
      request, [&news](std::string_view bytes) { return news.feed(bytes); }, std::move(cancel));
  if (!answer) return fail(answer.error());
  if (!answer->well()) return fail(engine_refusal(*answer, what));
  if (const std::string problem = news.problem(); !problem.empty())
    return fail(ErrorCode::InvalidInput, "The Docker Engine could not " + what + ": " + problem);
  return {};
}

}  // namespace

Result<ImageFacts> inspect_image(const DockerClient& client, const std::string& name,
                                 std::stop_token cancel) {
  const auto document = ask(client, {.path = "/images/" + escaped(name) + "/json"},
                            "inspect the image " + name, std::move(cancel));
  if (!document) return fail(document.error());
  const json& config = member(*document, "Config");
  return ImageFacts{.id = text_in(*document, "Id"),
                    .architecture = text_in(*document, "Architecture"),
                    .os = text_in(*document, "Os"),
                    .entrypoint = texts_in(config, "Entrypoint"),
                    .command = texts_in(config, "Cmd"),
                    .environment = texts_in(config, "Env"),
                    .volumes = keys_in(config, "Volumes"),
                    .labels = labels_in(config, "Labels")};
}

Result<void> pull_image(const DockerClient& client, const std::string& name,
                        const std::string& registry_auth,
                        const std::function<void(const PullProgress&)>& progress,
                        std::stop_token cancel) {
  DockerRequest request{.method = "POST",
                        .path = "/images/create?fromImage=" + escaped(name),
                        .patience = std::chrono::minutes{5}};
  if (!registry_auth.empty()) request.headers.emplace_back("X-Registry-Auth", registry_auth);
  LayerSums sums;
  return follow_news(
      client, request, "pull " + name,
      [&](const json& news) {
        if (sums.note(news) && progress) progress(sums.sums());
      },
      std::move(cancel));
}

Result<void> tag_image(const DockerClient& client, const std::string& id, const std::string& name) {
  const std::size_t colon = name.rfind(':');
  const bool tagged = colon != name.npos && name.find('/', colon) == name.npos;
  const std::string repository = name.substr(0, tagged ? colon : name.npos);
  const std::string tag = tagged ? name.substr(colon + 1) : "latest";
  const auto done = ask(client,
                        {.method = "POST",
                         .path = "/images/" + escaped(id) + "/tag?repo=" + escaped(repository) +
                                 "&tag=" + escaped(tag)},
                        "name an image " + name);
  if (!done) return fail(done.error());
  return {};
}

Result<void> remove_image(const DockerClient& client, const std::string& name) {
  const auto done = ask(client, {.method = "DELETE", .path = "/images/" + escaped(name)},
                        "remove the image " + name);
  if (!done && done.error().code != ErrorCode::NotFound) return fail(done.error());
  return {};
}

Result<void> build_image(const DockerClient& client, const ClassicBuild& build,
                         std::function<Result<std::string>()> next_of_tar,
                         const std::function<void(std::string)>& line, std::stop_token cancel) {
  const DockerRequest request{.method = "POST",
                              .path = "/build?rm=1&forcerm=1&t=" + escaped(build.tag) +
                                      "&dockerfile=" + escaped(build.dockerfile) +
                                      "&labels=" + escaped(dump(json(build.labels))),
                              .content_type = "application/x-tar",
                              .body_source = std::move(next_of_tar),
                              .patience = std::chrono::minutes{30}};
  LineSplitter lines;
  const auto emit = [&line](std::string text) {
    if (line) line(std::move(text));
  };
  auto built = follow_news(
      client, request, "build the image " + build.tag,
      [&](const json& news) { lines.feed(text_in(news, "stream"), emit); }, std::move(cancel));
  lines.finish(emit);
  return built;
}

}  // namespace emulator

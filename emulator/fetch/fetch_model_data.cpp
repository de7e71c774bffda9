#include "emulator/fetch/fetch_model_data.h"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "emulator/base/text.h"
#include "emulator/fetch/fetch_cache.h"
#include "emulator/fetch/fetch_errors.h"
#include "emulator/fetch/s3_client.h"
#include "emulator/fetch/s3_transfer.h"

namespace emulator {
namespace fs = std::filesystem;
namespace {

using Answer = tl::expected<HttpGot, HttpFailure>;

constexpr auto kBetweenTellings = std::chrono::milliseconds{50};
constexpr std::size_t kMostObjects = 200'000;

// Hands progress on, not too often, but always its end.
class Teller {
 public:
  explicit Teller(const std::function<void(FetchProgress)>& tell) : tell_(tell) {}

  void operator()(FetchProgress progress) {
    const auto now = std::chrono::steady_clock::now();
    const bool over = progress.done == progress.total && progress.total > 0;
    if (!tell_ || (!over && now < next_)) return;
    next_ = now + kBetweenTellings;
    tell_(progress);
  }

 private:
  const std::function<void(FetchProgress)>& tell_;
  std::chrono::steady_clock::time_point next_{};
};

// All that fetching one source is told besides.
struct Errand {
  const ModelSource& source;
  const FetchSurroundings& around;
  Teller& tell;
  std::stop_token cancel;
};

Result<FetchedModelData> in_use(const CachePlace& place, const KeptVersion& version,
                                std::string note = "") {
  auto hold = place.use(version);
  if (!hold) return fail(hold.error());
  return FetchedModelData{version.content, *hold, std::move(note)};
}

// Without a network what was fetched before has to do.
Result<FetchedModelData> kept_or_failure(const CachePlace& place,
                                         const std::optional<KeptVersion>& kept,
                                         const HttpFailure& failure) {
  if (!kept || !failure.unreachable) return fail(failure.error);
  return in_use(place, *kept,
                "The model data that was fetched before is used, and may be out of date. " +
                    failure.error.what);
}

// What a file is called here: by its name there, where a file can have it.
std::string file_name_of(const std::string& last_name) {
  const bool odd = last_name.empty() || last_name == "." || last_name == ".." ||
                   last_name.size() > 255 || !is_valid_utf8(last_name) ||
                   last_name.find_first_of(std::string("/\0", 2)) != last_name.npos;
  return odd ? "model.tar.gz" : last_name;
}

std::string last_name_of(const std::string& path) { return path.substr(path.rfind('/') + 1); }

// One file, wherever it lies: asked for under conditions, so that it is sent only if it changed.
struct FileSource {
  std::string identity;
  std::string name;
  std::function<Answer(std::vector<std::string> conditions, const fs::path& target,
                       const TellBytes& tell)>
      fetch;
  std::function<Error(const HttpGot&)> explain;
};

std::vector<std::string> conditions_of(const KeptFacts& facts) {
  if (!facts.etag.empty()) return {"If-None-Match: " + facts.etag};
  if (!facts.last_modified.empty()) return {"If-Modified-Since: " + facts.last_modified};
  return {};
}

Result<FetchedModelData> fetch_file(const FileSource& file, const Errand& errand) {
  auto place = CachePlace::enter(errand.around.cache, file.identity, errand.cancel);
  if (!place) return fail(place.error());
  const std::optional<KeptVersion> kept = place->newest();
  const Result<fs::path> content = place->begin();
  if (!content) return fail(content.error());
  const auto conditions = kept ? conditions_of(kept->facts) : std::vector<std::string>{};
  const Answer answer =
      file.fetch(conditions, *content / file.name, [&](std::uint64_t done, std::uint64_t total) {
        errand.tell({done, total});
      });
  if (!answer) return kept_or_failure(*place, kept, answer.error());
  if (answer->status == 304 && kept) return in_use(*place, *kept);
  if (answer->status != 200) return fail(file.explain(*answer));
  const auto version =
      place->keep({file.name, answer->header("etag"), answer->header("last-modified"), {}});
  if (!version) return fail(version.error());
  return in_use(*place, *version);
}

// The parameters of a signed address change with each signing, what it leads to does not.
std::string without_signature(const std::string& url) {
  const std::size_t question = url.find('?');
  if (question == url.npos) return url;
  std::string out = url.substr(0, question + 1);
  for (const std::string& parameter : split(url.substr(question + 1), '&'))
    if (!parameter.starts_with("X-Amz-") && !parameter.starts_with("X-Goog-"))
      out += parameter + "&";
  return out;
}

Result<FetchedModelData> fetch_https(const Errand& errand) {
  const std::string& url = errand.source.url;
  if (errand.source.prefix)
    return fail(ErrorCode::InvalidInput, "A prefix can only be fetched from S3: " + shown_url(url),
                "Write s3://bucket/prefix/");
  HttpGetter getter;
  const auto fetch = [&](std::vector<std::string> conditions, const fs::path& target,
                         const TellBytes& tell) {
    HttpGet get;
    get.url = url;
    get.headers = std::move(conditions);
    get.follow_redirects = true;
    get.ca_file = errand.around.trusted_certificates();
    get.patience = errand.around.patience;
    return download(getter, {get, target}, errand.around, tell, errand.cancel);
  };
  std::string name;
  if (!uri_decode(last_name_of(shown_url(url)), name)) name.clear();
  return fetch_file({"https\n" + without_signature(url), file_name_of(name), fetch,
                     [&](const HttpGot& answer) { return explain_https(answer, url); }},
                    errand);
}

// s3:// as the user.
class S3Errand {
 public:
  S3Errand(const Errand& errand, S3Place place, AwsAccess access)
      : errand_(errand),
        bucket_(place.bucket),
        key_(std::move(place.key)),
        why_(access.why),
        identity_("s3\n" + access.endpoint + "\n" + errand.source.url),
        client_(std::move(access), bucket_, errand.around) {}

  Result<FetchedModelData> object() {
    const auto fetch = [this](std::vector<std::string> conditions, const fs::path& target,
                              const TellBytes& tell) {
      return client_.fetch(key_, std::move(conditions), target, tell, errand_.cancel);
    };
    return fetch_file({identity_, file_name_of(last_name_of(key_)), fetch,
                       [this](const HttpGot& answer) { return explain(answer, false); }},
                      errand_);
  }

  Result<FetchedModelData> folder() {
    auto place = CachePlace::enter(errand_.around.cache, identity_ + "\nprefix", errand_.cancel);
    if (!place) return fail(place.error());
    const std::optional<KeptVersion> kept = place->newest();
    const auto listing = list();
    if (!listing) return kept_or_failure(*place, kept, listing.error());
    const auto files = s3_file_names(*listing, key_);
    if (!files) return fail(files.error());
    KeptFacts facts;
    for (std::size_t i = 0; i < files->size(); ++i)
      facts.objects.push_back({(*files)[i].string(), (*listing)[i].etag, (*listing)[i].size});
    if (kept && kept->facts.objects == facts.objects) return in_use(*place, *kept);

    const Result<fs::path> content = place->begin();
    if (!content) return fail(content.error());
    if (auto done = fill(*content, facts.objects, kept); !done) return fail(done.error());
    const auto version = place->keep(facts);
    if (!version) return fail(version.error());
    return in_use(*place, *version);
  }

 private:
  Error explain(const HttpGot& answer, bool listing) const {
    return explain_s3(answer, {errand_.source.url, why_, listing});
  }

  tl::expected<std::vector<S3Object>, HttpFailure> list() {
    std::vector<S3Object> objects;
    std::string token;
    do {
      const Answer answer = client_.list(key_, token, errand_.cancel);
      if (!answer) return tl::unexpected(answer.error());
      if (answer->status != 200) return tl::unexpected(HttpFailure{explain(*answer, true)});
      Result<S3Listing> page = parse_s3_listing(answer->text);
      if (!page) return tl::unexpected(HttpFailure{page.error()});
      objects.insert(objects.end(), page->objects.begin(), page->objects.end());
      if (objects.size() > kMostObjects) return tl::unexpected(HttpFailure{too_many()});
      token = page->continuation_token;
    } while (!token.empty());
    if (objects.empty())
      return tl::unexpected(
          HttpFailure{{ErrorCode::NotFound, "Nothing lies below " + errand_.source.url,
                       "Correct the address"}});
    return objects;
  }

  Error too_many() const {
    return {ErrorCode::InvalidInput,
            "More than " + format_count(kMostObjects) + " objects lie below " + errand_.source.url,
            "Name a prefix that holds the model alone"};
  }

  // Every object as a file: what is kept already is linked, the rest is fetched.
  Result<void> fill(const fs::path& content, const std::vector<KeptObject>& objects,
                    const std::optional<KeptVersion>& kept) {
    S3Transfer transfer{client_.access(), bucket_, {}, [this](const HttpGot& answer) {
                          return explain(answer, false);
                        }};
    std::uint64_t total = 0;
    for (const KeptObject& one : objects) {
      std::error_code error;
      fs::create_directories((content / one.file).parent_path(), error);
      if (error) return fail(cannot_keep(content / one.file, error.value()));
      if (kept && link_kept(*kept, one, content)) continue;
      transfer.objects.push_back({key_ + one.file, one.size, content / one.file});
      total += one.size;
    }
    if (auto room = check_room(content, total); !room) return room;
    return fetch_objects(
        transfer, errand_.around,
        [&](std::uint64_t done) {
          errand_.tell({done, total});
        },
        errand_.cancel);
  }

  static bool link_kept(const KeptVersion& kept, const KeptObject& wanted,
                        const fs::path& content) {
    const auto& objects = kept.facts.objects;
    if (wanted.etag.empty() || std::ranges::find(objects, wanted) == objects.end()) return false;
    std::error_code error;
    fs::create_hard_link(kept.content / wanted.file, content / wanted.file, error);
    return !error;
  }

  const Errand& errand_;
  std::string bucket_;
  std::string key_;
  std::string why_;
  std::string identity_;
  S3Client client_;
};

Result<FetchedModelData> fetch_s3(const Errand& errand) {
  const ModelSource& source = errand.source;
  Result<S3Place> place = parse_s3_url(source.url);
  if (!place) return fail(place.error());
  // contract 1.11
  if (source.prefix && !source.url.ends_with('/'))
    return fail(ErrorCode::InvalidInput,
                "A prefix of S3 whose objects are taken as a folder ends in '/': " + source.url,
                "Write " + source.url + "/");
  if (!source.prefix && (place->key.empty() || place->key.ends_with('/')))
    return fail(ErrorCode::InvalidInput, "That names no object of S3: " + source.url,
                "Name the archive itself: s3://bucket/…/model.tar.gz");
  Result<AwsAccess> access = find_aws_access(errand.around, errand.cancel);
  if (!access) return fail(access.error());
  if (!access->endpoint.empty() && !access->endpoint.starts_with("http://") &&
      !access->endpoint.starts_with("https://"))
    return fail(ErrorCode::InvalidInput, "The endpoint of S3 is no address: " + access->endpoint,
                "Set AWS_ENDPOINT_URL_S3 to http://… or https://…");
  S3Errand s3(errand, std::move(*place), std::move(*access));
  return source.prefix ? s3.folder() : s3.object();
}

Result<FetchedModelData> fetch(const Errand& errand) {
  const std::string& url = errand.source.url;
  if (url.starts_with("https://")) return fetch_https(errand);
  if (url.starts_with("s3://")) return fetch_s3(errand);
  return fail(
      ErrorCode::InvalidInput,
      "Model data is fetched from https:// and s3:// only, as SageMaker does: " + shown_url(url),
      "Correct the address");
}

// The way out that is always there: data of one's own in its place.
Error with_stand_in(Error error, const ModelSource& source) {
  if (error.code == ErrorCode::Cancelled || source.stand_in.empty()) return error;
  std::string way = "set " + source.stand_in + " to a folder or a model.tar.gz on this machine";
  if (source.url.starts_with("s3://"))
    way = "copy it here (aws s3 cp " + source.url + (source.prefix ? " . --recursive" : " .") +
          ") and set " + source.stand_in + " to that copy";
  if (error.next_step.empty()) {
    way.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(way.front())));
  } else {
    error.next_step += error.next_step.ends_with('?') ? " Else " : ", or ";
  }
  error.next_step += way;
  return error;
}

}  // namespace

Result<FetchedModelData> fetch_model_data(const ModelSource& source,
                                          const FetchSurroundings& around,
                                          const std::function<void(FetchProgress)>& tell,
                                          std::stop_token cancel) {
  Teller teller(tell);
  auto fetched = fetch({source, around, teller, std::move(cancel)});
  if (!fetched) return fail(with_stand_in(fetched.error(), source));
  return fetched;
}

}  // namespace emulator

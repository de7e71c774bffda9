#include "emulator/fetch/s3_requests.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <map>

#include "emulator/base/text.h"
#include "emulator/fetch/xml.h"

namespace emulator {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kLongestName = 255;

// A name that may stand in front of AWS's host name. With a dot in it the certificate would not
// fit; then it stands in the path.
bool fits_host_name(std::string_view bucket) {
  const auto fits = [](unsigned char c) {
    return std::islower(c) != 0 || std::isdigit(c) != 0 || c == '-';
  };
  return bucket.size() >= 3 && bucket.size() <= 63 && std::ranges::all_of(bucket, fits) &&
         bucket.front() != '-' && bucket.back() != '-';
}

tl::unexpected<Error> no_s3_url(const std::string& url, const std::string& why) {
  return fail(ErrorCode::InvalidInput, "'" + url + "' is no address of S3: " + why,
              "Write s3://bucket/key");
}

tl::unexpected<Error> no_listing() {
  return fail(ErrorCode::IoFailed, "What S3 answered is no list of objects",
              "Check that AWS_ENDPOINT_URL_S3, if it is set, leads to an S3 service");
}

tl::unexpected<Error> bad_name(const std::string& key, const std::string& why,
                               const std::string& next_step) {
  // contract 1.11
  return fail(ErrorCode::InvalidInput,
              "SageMaker would refuse this model data: the object '" + key + "' " + why, next_step);
}

Result<void> check_name(const std::string& key, const std::string& name, bool last) {
  static const std::string kRename = "Rename the object";
  if (name.empty() && last)
    return bad_name(key, "is a folder's mark, as the S3 console makes them",
                    "Delete it: aws s3 rm; the files below it stay");
  if (name.empty()) return bad_name(key, "has an empty name in its path", kRename);
  if (name == "." || name == "..") return bad_name(key, "has '" + name + "' in its path", kRename);
  if (name.find('\0') != name.npos) return bad_name(key, "has a NUL in its name", kRename);
  if (name.size() > kLongestName)
    return bad_name(key, "has a name of more than 255 bytes", kRename);
  return {};
}

}  // namespace

Result<S3Place> parse_s3_url(const std::string& url) {
  static constexpr std::string_view kScheme = "s3://";
  if (!url.starts_with(kScheme)) return no_s3_url(url, "it does not begin with s3://");
  const std::string_view rest = std::string_view(url).substr(kScheme.size());
  const std::size_t slash = rest.find('/');
  S3Place out;
  out.bucket = rest.substr(0, slash);
  if (slash != rest.npos) out.key = rest.substr(slash + 1);
  if (out.bucket.empty()) return no_s3_url(url, "it names no bucket");
  if (out.bucket.starts_with("arn:"))
    return fail(ErrorCode::Unsupported, "Access points of S3 are not read here: " + url,
                "Use the bucket's own name");
  const auto odd = [](unsigned char c) {
    return std::isalnum(c) == 0 && c != '-' && c != '.' && c != '_';
  };
  if (std::ranges::any_of(out.bucket, odd)) return no_s3_url(url, "its bucket has an odd name");
  return out;
}

std::string uri_encode(std::string_view text, bool keep_slashes) {
  static constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (byte < 0x80 && std::isalnum(byte) != 0) || c == '-' || c == '.' ||
                       c == '_' || c == '~' || (keep_slashes && c == '/');
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += kDigits[byte >> 4];
      out += kDigits[byte & 15];
    }
  }
  return out;
}

bool uri_decode(std::string_view text, std::string& decoded, bool plus_is_blank) {
  decoded.clear();
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += plus_is_blank && text[i] == '+' ? ' ' : text[i];
      continue;
    }
    unsigned value = 0;
    if (i + 2 >= text.size()) return false;
    const char* const end = text.data() + i + 3;
    const auto read = std::from_chars(text.data() + i + 1, end, value, 16);
    if (read.ec != std::errc() || read.ptr != end) return false;
    decoded += static_cast<char>(value);
    i += 2;
  }
  return true;
}

std::string s3_bucket_url(const std::string& bucket, const std::string& region,
                          const std::string& endpoint) {
  if (!endpoint.empty()) return endpoint + "/" + uri_encode(bucket, false);
  const std::string host =
      "s3." + region + (region.starts_with("cn-") ? ".amazonaws.com.cn" : ".amazonaws.com");
  return fits_host_name(bucket) ? "https://" + bucket + "." + host
                                : "https://" + host + "/" + uri_encode(bucket, false);
}

std::string s3_object_url(const std::string& bucket_url, const std::string& key) {
  return bucket_url + "/" + uri_encode(key, true);
}

std::string s3_list_url(const std::string& bucket_url, const std::string& prefix,
                        const std::string& continuation_token) {
  // A host without any path is asked for "/", which is what has to be signed, too.
  const bool bare = bucket_url.find('/', bucket_url.find("://") + 3) == bucket_url.npos;
  std::string url = bucket_url + (bare ? "/?" : "?");
  if (!continuation_token.empty())
    url += "continuation-token=" + uri_encode(continuation_token, false) + "&";
  return url + "encoding-type=url&list-type=2&prefix=" + uri_encode(prefix, false);
}

Result<S3Listing> parse_s3_listing(std::string_view xml) {
  XmlElement root;
  if (!parse_xml(xml, root) || root.name != "ListBucketResult") return no_listing();
  // Keys are encoded where the service knows how, as is asked for.
  const bool encoded = equals_ignoring_case(root.text_of("EncodingType"), "url");
  S3Listing out;
  for (const XmlElement& one : root.children) {
    if (one.name != "Contents") continue;
    S3Object object;
    const std::string key = one.text_of("Key");
    if (!encoded) object.key = key;
    // S3 writes a blank as a plus sign, and a plus sign as %2B.
    if (encoded && !uri_decode(key, object.key, true)) return no_listing();
    object.etag = one.text_of("ETag");
    const std::string size(trim(one.text_of("Size")));
    const char* const end = size.data() + size.size();
    const auto read = std::from_chars(size.data(), end, object.size);
    if (read.ec != std::errc() || read.ptr != end) return no_listing();
    out.objects.push_back(std::move(object));
  }
  if (trim(root.text_of("IsTruncated")) == "true") {
    out.continuation_token = root.text_of("NextContinuationToken");
    if (out.continuation_token.empty()) return no_listing();
  }
  return out;
}

S3Problem parse_s3_problem(std::string_view xml) {
  XmlElement root;
  if (!parse_xml(xml, root) || root.name != "Error") return {};
  return {root.text_of("Code"), root.text_of("Message"), root.text_of("Region")};
}

Result<std::vector<fs::path>> s3_file_names(const std::vector<S3Object>& objects,
                                            const std::string& prefix) {
  enum class Kind { File, Folder };
  std::map<std::string, Kind> kinds;
  std::vector<fs::path> files;
  for (const S3Object& object : objects) {
    if (!object.key.starts_with(prefix))
      return bad_name(object.key, "does not lie below " + prefix, "Check the S3 service");
    const std::string relative = object.key.substr(prefix.size());
    const std::vector<std::string> names = split(relative, '/');
    std::string path;
    for (std::size_t i = 0; i < names.size(); ++i) {
      const bool last = i + 1 == names.size();
      if (auto fine = check_name(object.key, names[i], last); !fine) return fail(fine.error());
      path += (i == 0 ? "" : "/") + names[i];
      const Kind kind = last ? Kind::File : Kind::Folder;
      const auto [at, is_new] = kinds.emplace(path, kind);
      if (at->second != kind || (last && !is_new))
        return bad_name(object.key, "makes '" + path + "' a file and a folder at once",
                        "Rename one of the objects");
    }
    files.emplace_back(path);
  }
  return files;
}

}  // namespace emulator

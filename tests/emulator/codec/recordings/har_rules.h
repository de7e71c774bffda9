#pragma once

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

// The rules of HAR 1.2 (http://www.softwareishard.com/blog/har-12-spec), written from its text and
// from nothing of ours: every mandatory member, its type, and what its value may be.
namespace har_rules {

using nlohmann::json;

enum class Type { Text, Number, Size, Object, List, Time };

struct Member {
  const char* name;
  Type type;
  bool optional = false;
};

class Checker {
 public:
  std::vector<std::string> problems;

  void document(const json& root) {
    if (!root.is_object() || !root.contains("log")) return problem("", "no log");
    const json& log = root.at("log");
    members("log", log, {{"version", Type::Text},
                         {"creator", Type::Object},
                         {"browser", Type::Object, true},
                         {"pages", Type::List, true},
                         {"entries", Type::List},
                         {"comment", Type::Text, true}});
    if (log.value("version", "") != "1.2") problem("log.version", "is not 1.2");
    members("creator", log.at("creator"), {{"name", Type::Text}, {"version", Type::Text}});
    for (const json& page : log.value("pages", json::array())) check_page(page);
    for (const json& entry : log.at("entries")) check_entry(entry);
  }

 private:
  void problem(const std::string& where, const std::string& what) {
    problems.push_back(where + ": " + what);
  }

  // Whether the text begins with that shape, where 0 stands for any digit; what is behind it.
  static std::optional<std::string_view> after(std::string_view text, std::string_view shape) {
    if (text.size() < shape.size()) return std::nullopt;
    for (std::size_t i = 0; i < shape.size(); ++i) {
      const bool digit = text[i] >= '0' && text[i] <= '9';
      if (shape[i] == '0' ? !digit : text[i] != shape[i]) return std::nullopt;
    }
    return text.substr(shape.size());
  }

  // ISO 8601: 2009-07-24T19:20:30.45+01:00
  static bool is_time(std::string_view text) {
    auto rest = after(text, "0000-00-00T00:00:00");
    if (!rest) return false;
    if (rest->starts_with('.')) {
      const std::size_t digits = std::min(rest->find_first_not_of("0123456789", 1), rest->size());
      if (digits < 2) return false;
      rest = rest->substr(digits);
    }
    return *rest == "Z" || after(*rest, "+00:00") == "" || after(*rest, "-00:00") == "";
  }

  static bool is(const json& value, Type type) {
    switch (type) {
      case Type::Text: return value.is_string();
      case Type::Number: return value.is_number();
      case Type::Size: return value.is_number_integer() && value.get<long long>() >= -1;
      case Type::Object: return value.is_object();
      case Type::List: return value.is_array();
      case Type::Time: return value.is_string() && is_time(value.get<std::string>());
    }
    return false;
  }

  // "Custom fields": a name that the format does not know must begin with an underscore.
  void members(const std::string& where, const json& object, const std::vector<Member>& list) {
    if (!object.is_object()) return problem(where, "is no object");
    for (const Member& member : list) {
      if (!object.contains(member.name)) {
        if (!member.optional) problem(where, std::string("has no ") + member.name);
      } else if (!is(object[member.name], member.type)) {
        problem(where, std::string("has a wrong ") + member.name);
      }
    }
    for (const auto& [name, value] : object.items()) {
      bool known = name.starts_with("_");
      for (const Member& member : list) known = known || name == member.name;
      if (!known) problem(where, "has the unknown member " + name);
    }
  }

  void check_page(const json& page) {
    members("page", page, {{"startedDateTime", Type::Time},
                           {"id", Type::Text},
                           {"title", Type::Text},
                           {"pageTimings", Type::Object},
                           {"comment", Type::Text, true}});
    if (!pages_.emplace(page.value("id", ""), 0).second) problem("page.id", "is there twice");
    members("pageTimings", page.at("pageTimings"), {{"onContentLoad", Type::Number, true},
                                                 {"onLoad", Type::Number, true},
                                                 {"comment", Type::Text, true}});
  }

  void check_pairs(const std::string& where, const json& list) {
    for (const json& pair : list)
      members(where, pair, {{"name", Type::Text}, {"value", Type::Text}});
  }

  void check_entry(const json& entry) {
    members("entry", entry, {{"pageref", Type::Text, true},
                             {"startedDateTime", Type::Time},
                             {"time", Type::Number},
                             {"request", Type::Object},
                             {"response", Type::Object},
                             {"cache", Type::Object},
                             {"timings", Type::Object},
                             {"serverIPAddress", Type::Text, true},
                             {"connection", Type::Text, true},
                             {"comment", Type::Text, true}});
    // Each parent page must be there, and entries are sorted by nothing in particular.
    if (entry.contains("pageref") && !pages_.contains(entry.at("pageref")))
      problem("entry.pageref", "names no page");
    check_request(entry.at("request"));
    check_response(entry.at("response"));
    members("cache", entry.at("cache"), {{"beforeRequest", Type::Object, true},
                                      {"afterRequest", Type::Object, true}});
    check_timings(entry);
  }

  void check_request(const json& request) {
    members("request", request, {{"method", Type::Text},
                                 {"url", Type::Text},
                                 {"httpVersion", Type::Text},
                                 {"cookies", Type::List},
                                 {"headers", Type::List},
                                 {"queryString", Type::List},
                                 {"postData", Type::Object, true},
                                 {"headersSize", Type::Size},
                                 {"bodySize", Type::Size},
                                 {"comment", Type::Text, true}});
    check_pairs("request.headers", request.at("headers"));
    check_pairs("request.queryString", request.at("queryString"));
    if (!request.at("url").get<std::string>().starts_with("http")) problem("url", "is not absolute");
    if (request.contains("postData"))
      members("postData", request.at("postData"), {{"mimeType", Type::Text},
                                                {"params", Type::List, true},
                                                {"text", Type::Text, true},
                                                {"comment", Type::Text, true}});
  }

  void check_response(const json& response) {
    members("response", response, {{"status", Type::Size},
                                   {"statusText", Type::Text},
                                   {"httpVersion", Type::Text},
                                   {"cookies", Type::List},
                                   {"headers", Type::List},
                                   {"content", Type::Object},
                                   {"redirectURL", Type::Text},
                                   {"headersSize", Type::Size},
                                   {"bodySize", Type::Size},
                                   {"comment", Type::Text, true}});
    check_pairs("response.headers", response.at("headers"));
    members("content", response.at("content"), {{"size", Type::Size},
                                             {"compression", Type::Number, true},
                                             {"mimeType", Type::Text},
                                             {"text", Type::Text, true},
                                             {"encoding", Type::Text, true},
                                             {"comment", Type::Text, true}});
  }

  // send, wait and receive are not optional; the others are -1 where they do not apply. `ssl` is
  // part of `connect`. time is the sum of all that are not -1.
  void check_timings(const json& entry) {
    const json& timings = entry.at("timings");
    members("timings", timings, {{"blocked", Type::Number, true},
                                 {"dns", Type::Number, true},
                                 {"connect", Type::Number, true},
                                 {"send", Type::Number},
                                 {"wait", Type::Number},
                                 {"receive", Type::Number},
                                 {"ssl", Type::Number, true},
                                 {"comment", Type::Text, true}});
    double sum = 0;
    for (const char* phase : {"blocked", "dns", "connect", "send", "wait", "receive"}) {
      const double value = timings.value(phase, -1.0);
      if (value < 0 && value != -1) problem(std::string("timings.") + phase, "is negative");
      if (value > 0) sum += value;
    }
    for (const char* phase : {"send", "wait", "receive"})
      if (timings.at(phase).get<double>() < 0) problem("timings", "a mandatory phase is -1");
    if (std::abs(sum - entry.at("time").get<double>()) > 1e-6)
      problem("entry.time", "is not the sum of its timings");
  }

  std::map<std::string, int> pages_;
};

inline std::vector<std::string> problems_of(const json& document) {
  Checker checker;
  checker.document(document);
  return checker.problems;
}

}  // namespace har_rules

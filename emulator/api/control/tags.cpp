#include "emulator/api/control/tags.h"

#include <algorithm>
#include <set>

#include "emulator/api/control/json_object.h"
#include "emulator/api/control/listing.h"
#include "emulator/api/control/operations.h"

// AddTags, ListTags, DeleteTags.
namespace emulator {
namespace {

constexpr std::size_t kMostTags = 50;
constexpr std::size_t kPage = 50;  // the least that MaxResults may say (contract 4.20)

const ResourceFacts* find_resource(const Records& records, std::string_view arn) {
  for (const ModelPtr& model : records.all_models())
    if (model->arn == arn) return model.get();
  for (const ConfigPtr& config : records.all_configs())
    if (config->arn == arn) return config.get();
  for (const auto& endpoint : records.all_endpoints())
    if (endpoint->arn == arn) return endpoint.get();
  return nullptr;
}

// The kind as texts call it: what stands before the name in the ARN.
std::string kind_of(std::string_view arn) {
  const std::size_t colon = arn.rfind(':');
  const std::string_view last = arn.substr(colon == arn.npos ? 0 : colon + 1);
  const std::string kind(last.substr(0, last.find('/')));
  return kind == "endpoint-config" ? "endpoint configuration" : kind;
}

std::string tag_json(const Tag& tag) {
  return JsonObject().text("Key", tag.key).text("Value", tag.value).take();
}

std::string tags_json(const std::vector<Tag>& tags) {
  std::vector<std::string> items;
  for (const Tag& tag : tags) items.push_back(tag_json(tag));
  return json_list(items);
}

// Null where there is no such resource.
std::vector<Tag>* tags_of(Records& records, const std::string& arn) {
  return find_resource(records, arn) == nullptr ? nullptr : &records.tags[arn];
}

}  // namespace

std::optional<ServiceError> put_tags(Records& records, const std::string& arn,
                                     const JsonNode& request) {
  const JsonNode* const list = member_of(request, "Tags");
  if (list == nullptr) return std::nullopt;
  const auto found = records.tags.find(arn);
  std::vector<Tag> tags = found == records.tags.end() ? std::vector<Tag>{} : found->second;
  std::set<std::string> seen;
  for (const JsonNode& item : list->children) {
    Tag tag;
    tag.key = text_member(item, "Key").value_or("");
    tag.value = text_member(item, "Value").value_or("");
    if (!seen.insert(tag.key).second)
      return ServiceError{"ValidationException",
                          "The tag key \"" + tag.key + "\" is given twice. Give each key once."};
    const auto same = std::ranges::find(tags, tag.key, &Tag::key);
    if (same == tags.end())
      tags.push_back(std::move(tag));
    else
      same->value = tag.value;
  }
  if (tags.size() > kMostTags)
    return ServiceError{"ValidationException", "\"" + arn + "\" would have " +
                                                   std::to_string(tags.size()) +
                                                   " tags; at most 50 are allowed."};
  records.tags[arn] = std::move(tags);
  return std::nullopt;
}

Answered add_tags(ControlState& state, const Call& call) {
  const std::string arn = call.text("ResourceArn");
  std::string answer;
  {
    const ControlState::Access access(state);
    const auto* const tags = tags_of(access.records, arn);
    if (tags == nullptr) return not_found(kind_of(arn), arn);
    if (auto refused = put_tags(access.records, arn, call.request))
      return tl::unexpected(std::move(*refused));
    answer = JsonObject().raw("Tags", tags_json(access.records.tags[arn])).take();
  }
  state.keep();
  return answer;
}

Answered list_tags(ControlState& state, const Call& call) {
  const std::string arn = call.text("ResourceArn");
  std::vector<Tag> tags;
  {
    const ControlState::Access access(state);
    const auto* const found = tags_of(access.records, arn);
    if (found == nullptr) return not_found(kind_of(arn), arn);
    tags = *found;
  }
  std::ranges::sort(tags, {}, &Tag::key);
  if (const auto token = text_member(call.request, "NextToken")) {
    const auto last = read_token("Tags " + arn, *token);
    if (!last) return refuse_token();
    std::erase_if(tags, [&](const Tag& tag) { return tag.key <= *last; });
  }
  const auto most = static_cast<std::size_t>(
      number_member(call.request, "MaxResults").value_or(static_cast<double>(kPage)));
  JsonObject out;
  const bool more = tags.size() > most;
  if (more) tags.resize(most);
  out.raw("Tags", tags_json(tags));
  if (more) out.text("NextToken", make_token("Tags " + arn, tags.back().key));
  return out.take();
}

Answered delete_tags(ControlState& state, const Call& call) {
  const std::string arn = call.text("ResourceArn");
  {
    const ControlState::Access access(state);
    auto* const tags = tags_of(access.records, arn);
    if (tags == nullptr) return not_found(kind_of(arn), arn);
    for (const JsonNode& key : member_of(call.request, "TagKeys")->children)
      std::erase_if(*tags, [&key](const Tag& tag) { return tag.key == key.text; });
  }
  state.keep();
  return "{}";
}

}  // namespace emulator

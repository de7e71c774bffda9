#include <algorithm>
#include <array>

#include "emulator/api/control/arriving_model.h"
#include "emulator/api/control/json_object.h"
#include "emulator/api/control/listing.h"
#include "emulator/api/control/model_request.h"
#include "emulator/api/control/operation_shapes.h"
#include "emulator/api/control/operations.h"
#include "emulator/api/control/tags.h"

// CreateModel, DescribeModel, ListModels, DeleteModel (contract 1, 4.20).
namespace emulator {

Answered create_model(ControlState& state, const Call& call) {
  auto pipeline = model_of_request(call.request);
  if (!pipeline) return tl::unexpected(pipeline.error());
  const std::string name = pipeline->model.model_name;
  const std::string arn = resource_arn(call.scope, "model", name);
  {
    const ControlState::Access access(state);
    Records& records = access.records;
    if (records.models.contains(name)) return already_there("model", arn);
    records.tags.erase(arn);  // of what was there under that name before
    if (auto refused = put_tags(records, arn, call.request)) return tl::unexpected(*refused);
    auto model = std::make_shared<ModelRecord>();
    static_cast<ResourceFacts&>(*model) = {++records.numbers, name,        arn,
                                           call.scope,        state.now(), Origin::Wire};
    model->pipeline =
        std::make_shared<const Pipeline>(arriving_model(std::move(*pipeline), records.images));
    records.models[name] = std::move(model);
  }
  state.keep();
  return JsonObject().text("ModelArn", arn).take();
}

Answered describe_model(ControlState& state, const Call& call) {
  const std::string name = call.text("ModelName");
  ModelPtr model;
  {
    const ControlState::Access access(state);
    model = access.records.find_model(name);
  }
  if (!model) return not_found("model", resource_arn(call.scope, "model", name));
  return model_description(*model);
}

Answered list_models(ControlState& state, const Call& call) {
  std::vector<ListedItem> items;
  {
    const ControlState::Access access(state);
    for (const ModelPtr& model : access.records.all_models())
      items.push_back(listed(*model, JsonObject()
                                         .text("ModelName", model->name)
                                         .text("ModelArn", model->arn)
                                         .time("CreationTime", model->created)
                                         .take()));
  }
  return list_answer("Models", std::move(items), call.request);
}

// Endpoints that run it go on; contract 4.24 says so of configs.
Answered delete_model(ControlState& state, const Call& call) {
  const std::string name = call.text("ModelName");
  {
    const ControlState::Access access(state);
    const ModelPtr model = access.records.find_model(name);
    if (!model) return not_found("model", resource_arn(call.scope, "model", name));
    if (model->origin == Origin::Window) return refuse_window(model->arn);
    access.records.tags.erase(model->arn);
    access.records.models.erase(name);
  }
  state.keep();
  return "";
}

}  // namespace emulator

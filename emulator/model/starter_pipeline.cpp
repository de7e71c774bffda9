#include "emulator/model/starter_pipeline.h"

#include <algorithm>
#include <cctype>

namespace emulator {
namespace {

constexpr const char* kStageProgram = "hoplens-demo-stage";  // comes with hoplens, beside it
constexpr std::size_t kLongestModelName = 63;                // contract 1.2

Stage starter_stage(const std::string& model, const std::string& name) {
  Stage stage;
  stage.id = new_stage_id();
  stage.container.container_hostname = name;
  stage.container.image =
      "123456789012.dkr.ecr.us-east-1.amazonaws.com/" + model + "-" + name + ":1";
  stage.container.model_data_url = "s3://my-bucket/" + model + "/" + name + ".tar.gz";
  StageLaunch launch;
  launch.runtime = RuntimeKind::Process;
  launch.command = {kStageProgram, "serve", "--role", "echo"};
  stage.launch = launch;
  return stage;
}

}  // namespace

std::string model_name_for(const std::filesystem::path& file) {
  std::string name;
  for (const char c : file.filename().string().substr(0, file.filename().string().find('.'))) {
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 && (c & 0x80) == 0;
    if (plain) name += c;
    if (!plain && !name.empty() && name.back() != '-') name += '-';
  }
  name.resize(std::min(name.size(), kLongestModelName));
  while (!name.empty() && name.back() == '-') name.pop_back();
  return name.empty() ? "my-pipeline" : name;
}

Pipeline starter_pipeline(const std::string& model_name, const std::filesystem::path& folder) {
  Pipeline pipeline;
  pipeline.folder = folder;
  pipeline.model.model_name = model_name;
  pipeline.model.execution_role_arn = "arn:aws:iam::123456789012:role/SageMakerRole";
  pipeline.model.kept.key_order = {"ModelName", "ExecutionRoleArn", "Containers"};
  for (const char* name : {"preprocess", "model"})
    pipeline.stages.push_back(starter_stage(model_name, name));
  SavedRequest request;
  request.name = "one row";
  request.content_type = "text/csv";
  request.accept = "text/csv";
  request.body = "5.1,3.5,1.4,0.2\n";
  pipeline.requests.push_back(request);
  return pipeline;
}

}  // namespace emulator

#include <array>

#include "emulator/model/contract_facts.h"

namespace emulator {
namespace {

constexpr std::array kFacts{
    ContractFact{"1.1", "[U]", "CreateModel's patterns must match a member as a whole"},
    ContractFact{"1.2", "[I]",
                 "All names share one language: letters, digits and inner hyphens, at most 63"},
    ContractFact{"1.3", "[D]",
                 "An Environment key or value holds at most 1024 bytes; the Environments of all "
                 "containers together at most 32 KB"},
    ContractFact{"1.5", "[D]",
                 "A pipeline has 2 to 15 containers, given in Containers in the order in which "
                 "they are called"},
    ContractFact{"1.6", "[C]", "A list of one container is accepted, and is no pipeline"},
    ContractFact{"1.7", "[D] CONFLICT",
                 "ContainerHostname stands on all containers or on none; without it they are "
                 "container-1, container-2, …"},
    ContractFact{"1.8", "[D]", "Direct mode needs a ContainerHostname on each container"},
    ContractFact{"1.9", "[I]", "Two containers cannot have the same ContainerHostname"},
    ContractFact{"1.10", "[U]", "At most one container of a pipeline may be MultiModel"},
    ContractFact{"1.11", "[D]",
                 "ModelDataSource excludes batch transform, serverless and multi-model endpoints"},
    ContractFact{"1.12", "[D]",
                 "ModelDataUrl names one gzip tar in the same Region; so does Image, or any "
                 "account whose policy allows it"},
    ContractFact{"1.13", "[C][V]",
                 "Clients check required members and types only: patterns and limits are the "
                 "service's"},
    ContractFact{"1.15", "[C]",
                 "The Python SDK's PipelineModel sets no ContainerHostname and calls its variant "
                 "AllTraffic"},
    ContractFact{"1.17", "[D]",
                 "Pipelines run real-time and in batch, neither asynchronously nor serverless"},
    ContractFact{"1.18", "[D]", "DescribeModel answers what was created, with ARN and time"},
    ContractFact{"1.19", "[U]",
                 "Error texts name members in lower camel case, list items as N.member"},
    ContractFact{"1.20", "SILENT", "CreateModel's words for mistakes that only pipelines make"},
    ContractFact{"1.21", "[V]", "The AWS CLI takes CreateModel's request as it is"},
    ContractFact{"1.22", "[I]",
                 "An export holds what the user set; local names become blanks to fill in"},
    ContractFact{"1.23", "[D]", "Every example of AWS sends an ExecutionRoleArn"},

    ContractFact{"2.1", "[D]",
                 "A container is started with the single argument serve; its ENTRYPOINT stays"},
    ContractFact{"2.2", "[U]",
                 "An image without ENTRYPOINT and without a program serve fails with "
                 "CannotStartContainerError"},
    ContractFact{"2.3", "[D]", "A container is stopped by SIGTERM, and by SIGKILL 30 s later"},
    ContractFact{"2.4", "[U]", "Containers are expected to run as root"},
    ContractFact{"2.5", "[D]",
                 "All containers of a pipeline run on every instance and share its processors and "
                 "memory"},
    ContractFact{"2.6", "[D]", "A container sees the Environment of its definition"},
    ContractFact{"2.7", "[D]",
                 "A container alone listens on 8080, one of several on SAGEMAKER_BIND_TO_PORT; a "
                 "second port comes from SAGEMAKER_SAFE_PORT_RANGE"},
    ContractFact{"2.8", "[D]",
                 "Each image of a pipeline carries the label accept-bind-to-port=true, a "
                 "multi-model one multi-models=true too"},
    ContractFact{"2.9", "CONFLICT",
                 "Whether a container that ignores SAGEMAKER_BIND_TO_PORT and listens on 8080 is "
                 "tolerated"},
    ContractFact{"2.10", "[C]",
                 "TensorFlow Serving stops where SAGEMAKER_SAFE_PORT_RANGE is too small, and takes "
                 "its upper end as exclusive"},
    ContractFact{"2.12", "[D][U]",
                 "Model data is unpacked to /opt/ml/model before the start, and /opt/ml is "
                 "read-only; /tmp is not"},
    ContractFact{"2.13", "[U]",
                 "Additional model data lies in /opt/ml/additional-model-data-sources"},
    ContractFact{"2.14", "[D]", "Models of a multi-model container lie in /opt/ml/models"},
    ContractFact{"2.15", "[D][U]",
                 "A model archive holds no links; a wrong layout fails late, in the container's "
                 "own words"},
    ContractFact{
        "2.16", "[D]",
        "Script mode wants code/inference.py, TensorFlow Serving <name>/<number>/, XGBoost "
        "its files in the root, SparkML one MLeap bundle"},
    ContractFact{"2.17", "[D]",
                 "GET /ping must answer 200 within 2 s, again and again for a container's life"},
    ContractFact{"2.18", "[D] CONFLICT",
                 "A container must pass /ping within 8 minutes of its start; older pages say less"},
    ContractFact{"2.19", "[D]",
                 "ContainerStartupHealthCheckTimeoutInSeconds of the variant, 60 to 3600, changes "
                 "that"},
    ContractFact{"2.20", "[D]",
                 "An endpoint whose containers do not pass /ping becomes Failed and names them"},
    ContractFact{"2.21", "[I]", "The body of /ping does not matter, its status does"},
    ContractFact{"2.23", "SILENT",
                 "What is answered while a container that crashed in service is replaced"},
    ContractFact{"2.24", "[D]",
                 "A container must answer within 60 s, a stream be complete within 8 minutes; the "
                 "client's own time-out should be 70 s"},
    ContractFact{"2.25", "[U]",
                 "After about 60.2 s the client gets its error; the worker computes on"},
    ContractFact{"2.26", "[D]",
                 "Request headers that SageMaker does not know are stripped; it may add some"},
    ContractFact{"2.27", "[D]", "With network isolation a container can call nobody"},
    ContractFact{"2.28", "[C]",
                 "SAGEMAKER_PROGRAM, SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT and the like come from "
                 "the definition, never from the platform"},
    ContractFact{"2.30", "[C]", "Variables that the toolkits read, with their defaults"},
    ContractFact{"2.32", "[D]",
                 "A multi-model container loads models by POST /models and is called at "
                 "/models/{name}/invoke"},
};

}  // namespace

std::span<const ContractFact> facts_about_containers() { return kFacts; }

}  // namespace emulator

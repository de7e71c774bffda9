#include <array>

#include "emulator/model/contract_facts.h"

namespace emulator {
namespace {

constexpr std::array kFacts{
    ContractFact{"3.1", "[D]",
                 "The first container handles the client's request; each answer is sent as the "
                 "request to the next, the last one goes to the client"},
    ContractFact{"3.2", "[C]",
                 "ContentType is for the first container, Accept for the last; those in between "
                 "are steered by variables"},
    ContractFact{"3.3", "[C][U]",
                 "A container's request has the Content-Type of the answer before, verbatim, "
                 "parameters included"},
    ContractFact{"3.4", "[C][I]", "Containers inside a pipeline see Accept: */*"},
    ContractFact{"3.5", "[C]",
                 "For */* a container answers in SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT, else in its "
                 "own default: JSON for most toolkits, CSV for XGBoost and SparkML"},
    ContractFact{"3.6", "[C]",
                 "AWS's own three-container models set the inner types by that variable"},
    ContractFact{"3.7", "[I]",
                 "The client's Accept reaches the last container only; without one it sees */*"},
    ContractFact{"3.8", "[U]",
                 "A request without ContentType reaches the container as application/octet-stream"},
    ContractFact{"3.9", "[C][U] SILENT",
                 "CustomAttributes and InferenceId reach the first container; whether the others "
                 "see them is not documented"},
    ContractFact{"3.10", "[D]",
                 "The client gets CustomAttributes only where the container sets them"},
    ContractFact{"3.11", "[U]",
                 "Observed requests carry User-Agent AHC/2.0, a Host and a Content-Length"},
    ContractFact{"3.12", "SILENT",
                 "What becomes of other headers between containers; here they end"},
    ContractFact{"3.13", "[D]",
                 "The client gets body, Content-Type and CustomAttributes of the last container, "
                 "and the name of the variant"},
    ContractFact{"3.14", "[D]",
                 "A container's error becomes 424 ModelError, which names the container"},
    ContractFact{"3.15", "[C]",
                 "A ModelError holds ErrorCode, LogStreamArn, Message, OriginalMessage and "
                 "OriginalStatusCode"},
    ContractFact{
        "3.16", "[U]",
        "\"Received client error (415) from container-2 with message …\"; \"server error\" "
        "from 500 on"},
    ContractFact{"3.17", "[U]",
                 "A time-out is reported as status 0: \"Your invocation timed out while waiting "
                 "for a response from container …\""},
    ContractFact{"3.18", "SILENT",
                 "Whether the 60 s count for each container or for the whole chain"},
    ContractFact{"3.19", "[U]", "A dead or overloaded container is reported as status 0, too"},
    ContractFact{"3.20", "[I]", "The chain stops at the first container that fails"},
    ContractFact{
        "3.21", "[D]",
        "Between two containers 5 MB may be handed on; more is 424 with a text of its own"},
    ContractFact{"3.22", "CONFLICT", "A request may have 6 MB, or 25 MB: AWS's pages differ"},
    ContractFact{"3.23", "SILENT",
                 "What happens after 204, a redirect, an empty body or no Content-Type of a middle "
                 "container"},
    ContractFact{"3.24", "[D]",
                 "Other answers of the service: 429 not ready, 503 unavailable, 500 internal, 530 "
                 "dependency, 400 validation"},
    ContractFact{"3.25", "[D]",
                 "In Direct mode the request names the one container that is called"},
    ContractFact{"3.26", "[C]",
                 "TargetModel at an endpoint that is not multi-model is a 400 ValidationError"},
    ContractFact{"3.27", "[C]", "TargetModel travels past other containers to the multi-model one"},
    ContractFact{"3.28", "SILENT", "Whether an answer is streamed through a pipeline"},
    ContractFact{"3.29", "[D]", "Pipelines are called neither asynchronously nor serverless"},

    ContractFact{"4.1", "[D]",
                 "InvokeEndpoint is POST /endpoints/{name}/invocations; members travel as headers "
                 "with limits of their own"},
    ContractFact{"4.3", "[D]",
                 "A streamed call asks by X-Amzn-SageMaker-Accept and is answered in events"},
    ContractFact{"4.4", "[V]", "A streamed answer is a sequence of checked frames"},
    ContractFact{"4.5", "[V]", "boto3 sends no Content-Type and no Accept unless it is told to"},
    ContractFact{"4.6", "[V]", "Each call of an SDK carries its attempt and a signature"},
    ContractFact{"4.7", "[V]",
                 "Clients are led elsewhere by endpoint_url or by AWS_ENDPOINT_URL_… variables"},
    ContractFact{"4.8", "[V]", "The AWS CLI ends with 255 where the answer is an error"},
    ContractFact{"4.9", "[V]",
                 "SDKs know an error by the header x-amzn-ErrorType; ErrorCode is not looked at"},
    ContractFact{"4.10", "[V]",
                 "boto3 tries up to five times after 500, 502, 503, 429 and its own time-out, "
                 "never after 400, 408, 413, 424, 530"},
    ContractFact{"4.11", "[D]", "The control plane is POST / with the operation in X-Amz-Target"},
    ContractFact{"4.12", "[V]", "It answers 200 and JSON, to deletions nothing"},
    ContractFact{"4.13", "[V]", "Its errors are 400 with __type and message"},
    ContractFact{"4.14", "[I]", "An unknown operation is a 400, an unknown member is ignored"},
    ContractFact{"4.15", "[D][C]", "What is not found is a ValidationException there"},
    ContractFact{"4.16", "[U][C]",
                 "\"Could not find model …\", \"Cannot create already existing …\""},
    ContractFact{"4.17", "[C]",
                 "InvokeEndpoint must spell an endpoint's name as it was created, case included"},
    ContractFact{"4.18", "[C]", "\"Endpoint … of account … not found.\" is a 400 ValidationError"},
    ContractFact{"4.19", "[D][V]", "What AWS's waiters ask for, how often, and what ends them"},
    ContractFact{"4.20", "[D]", "The operations and their members"},
    ContractFact{"4.21", "[D]", "The members of a production variant"},
    ContractFact{"4.22", "[D]", "The states of endpoints and variants"},
    ContractFact{"4.23", "[D]", "What DescribeEndpoint says of each variant"},
    ContractFact{"4.24", "[D][U]",
                 "An endpoint config may be deleted while it is in use; an endpoint that is being "
                 "created may not"},
    ContractFact{"4.25", "[U][D]", "Why an endpoint failed, in AWS's words"},
    ContractFact{"4.26", "[I]", "Weights, keys, networks and tags are taken and given back"},

    ContractFact{"5.7", "[D]", "Batch transform cuts its input by SplitType and BatchStrategy"},
    ContractFact{"5.9", "[D] CONFLICT", "Batch transform joins input and output by DataProcessing"},

    ContractFact{"6.1", "[D]",
                 "ModelLatency is the time of all containers, ContainerLatency that of one, "
                 "OverheadLatency the rest"},
    ContractFact{"6.2", "[I]", "A container's time runs from connecting to the last byte"},
    ContractFact{"6.3", "[D]", "In Direct mode each container has these numbers of its own"},
    ContractFact{"6.4", "[D]", "Use of processor and memory is summed over all containers"},
    ContractFact{"6.6", "[D]",
                 "Each container logs to a stream of its own in /aws/sagemaker/Endpoints/{name}"},

    ContractFact{"7.1", "[D]",
                 "AWS's page on failing pipelines: ECR permissions, one log stream a container, "
                 "errors name the container"},
    ContractFact{"7.2", "[I]", "Known mistakes with pipelines, collected from public reports"},

    ContractFact{"8.1", "[D]",
                 "Built-in algorithms read {\"instances\": [{\"features\": […]}]}, CSV without a "
                 "header, JSON Lines and RecordIO"},
    ContractFact{"8.2", "[C]",
                 "The sklearn and PyTorch toolkits read bare lists such as [[1,2],[3,4]], CSV and "
                 "NPY"},
    ContractFact{"8.3", "[C]",
                 "Toolkits compare types as whole texts, case included; the older one answers 415 "
                 "and 406 where the newer one answers 500"},
    ContractFact{"8.4", "[C]",
                 "XGBoost reads CSV, LIBSVM and RecordIO, answers CSV unless asked for JSON, and "
                 "refuses other Accepts with 406"},
    ContractFact{"8.5", "[C]",
                 "SparkML reads one CSV record a request, or JSON, and takes text/csv and "
                 "application/jsonlines as Accept, not application/json"},
    ContractFact{"8.7", "[D]", "Linear learner answers JSON, JSON Lines and RecordIO, not CSV"},
    ContractFact{"8.8", "[D]", "RecordIO-protobuf: records with a length, padded"},
    ContractFact{"8.9", "[C]",
                 "An npy file may hold pickled objects, which are code: they are never loaded"},
    ContractFact{"9", "[I]", "What is not known is a setting; its default is the likeliest"},
};

}  // namespace

std::span<const ContractFact> facts_about_invocations() { return kFacts; }

}  // namespace emulator

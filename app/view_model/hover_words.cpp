#include "app/view_model/hover_words.h"

#include <array>

#include "emulator/base/text.h"
#include "emulator/model/contract_facts.h"

namespace app {
namespace {

struct Words {
  std::string_view name;
  std::string_view words;
  std::string_view facts;
};
constexpr std::array kHeaders{
    Words{"Content-Type",
          "The type of the body. The client's is for the first container; each other container "
          "sees that of the answer before.",
          "3.2, 3.3"},
    Words{"Accept",
          "The type that is wished for. The client's is for the last container; those before it "
          "see */*.",
          "3.2, 3.4, 3.5"},
    Words{"Content-Length", "The size of the body in bytes; bodies are not sent in chunks.",
          "3.11"},
    Words{"Host", "Where the request goes. Containers must not rely on it.", "3.11"},
    Words{"User-Agent", "Who calls: SageMaker, not the client.", "3.11"},
    Words{"X-Amzn-SageMaker-Custom-Attributes",
          "The client's own words for the container, and the container's for the client. Only the "
          "last container's reach the client.",
          "3.9, 3.10"},
    Words{"X-Amzn-SageMaker-Inference-Id", "The client's id for this call.", "3.9"},
    Words{"X-Amzn-SageMaker-Target-Model", "Which model of a multi-model container is meant.",
          "3.26, 3.27"},
    Words{"X-Amzn-SageMaker-Target-Variant", "Which variant of the endpoint is meant.", "4.1"},
    Words{"X-Amzn-SageMaker-Target-Container-Hostname", "Which container is called in Direct mode.",
          "3.25"},
    Words{"X-Amzn-SageMaker-Session-Id", "The session that the call belongs to.", "4.1"},
    Words{"X-Amzn-SageMaker-New-Session-Id", "The session that the container began.", "4.1"},
    Words{"X-Amzn-SageMaker-Closed-Session-Id", "The session that the container ended.", "4.1"},
    Words{"x-amzn-RequestId", "SageMaker's id of the call.", "3.13"},
    Words{"x-Amzn-Invoked-Production-Variant", "Which variant answered.", "3.13"},
    Words{"x-amzn-ErrorType", "The kind of the error. SDKs choose the exception by it alone.",
          "4.9"},
    Words{"Server", "Which server answered. The client never sees it.", "3.13"},
    Words{"Date", "When it was answered. The client gets SageMaker's own.", "3.13"},
    Words{"Connection", "Whether the connection stays open. It concerns two neighbours only.",
          "3.12"},
    Words{"Keep-Alive", "How long the connection stays open. It concerns two neighbours only.",
          "3.12"},
    Words{"Transfer-Encoding", "How the body was sent. It concerns two neighbours only.", "3.12"},
    Words{"Content-Encoding", "How the body is compressed. What SageMaker does with it is unknown.",
          "3.12"},
    Words{"Set-Cookie", "Cookies end here.", "3.12"},
    Words{"Location", "Where a redirect leads. It is not followed.", "3.23"},
    Words{"Authorization", "The client's signature. Containers never see it.", "4.6, 2.26"},
};

struct StatusMeaning {
  int status;
  std::string_view words;
  std::string_view facts;
};
constexpr std::array kOfContainers{
    StatusMeaning{204, "Nothing to answer. What SageMaker does after it is not documented.",
                  "3.23"},
    StatusMeaning{400, "The container could not use the request. The client gets 424.",
                  "3.14, 3.16"},
    StatusMeaning{404, "The container does not serve this path. The client gets 424.",
                  "3.14, 3.16"},
    StatusMeaning{406, "The container cannot answer in the type asked for. The client gets 424.",
                  "3.14, 8.3"},
    StatusMeaning{413, "The body is larger than the container allows. The client gets 424.",
                  "3.14, 2.30"},
    StatusMeaning{415, "The container does not read this Content-Type. The client gets 424.",
                  "3.14, 8.3"},
    StatusMeaning{500, "The container's code failed. The client gets 424.", "3.14, 3.16"},
    StatusMeaning{502,
                  "A server in front of the container's code got no answer from it. The "
                  "client gets 424.",
                  "3.14, 3.16"},
    StatusMeaning{503, "The container is overloaded or not ready. The client gets 424.",
                  "3.14, 3.16"},
};
constexpr std::array kOfClients{
    StatusMeaning{200, "All containers answered; this is the last one's answer.", "3.13"},
    StatusMeaning{400, "Refused before any container was called. SDKs do not try again.",
                  "3.24, 4.10"},
    StatusMeaning{424,
                  "ModelError: a container failed, and the text names it. SDKs do not try "
                  "again.",
                  "3.14, 3.15, 4.10"},
    StatusMeaning{429, "The model is not ready yet. boto3 tries up to five times.", "3.24, 4.10"},
    StatusMeaning{500, "The service failed. boto3 tries up to five times.", "3.24, 4.10"},
    StatusMeaning{503, "Nothing can take the request. boto3 tries up to five times.", "3.24, 4.10"},
    StatusMeaning{530, "Something behind the service failed. SDKs do not try again.", "3.24, 4.10"},
};

std::string with_facts(std::string_view words, std::string_view facts) {
  return std::string(words) + "\n" + fact_lines(facts);
}

template <std::size_t Count>
const StatusMeaning* find_in(const std::array<StatusMeaning, Count>& table, int status) {
  for (const StatusMeaning& meaning : table)
    if (meaning.status == status) return &meaning;
  return nullptr;
}

}  // namespace

std::string fact_lines(std::string_view numbers) {
  std::string out;
  for (const emulator::ContractFact* fact : emulator::contract_facts_of(numbers)) {
    if (!out.empty()) out += "\n";
    out +=
        std::string(fact->number) + " " + std::string(fact->tag) + ": " + std::string(fact->words);
  }
  return out;
}

std::string header_words(std::string_view name) {
  for (const Words& header : kHeaders)
    if (emulator::equals_ignoring_case(header.name, name))
      return with_facts(header.words, header.facts);
  return "";
}

std::string status_words(int status, StatusPlace place) {
  const bool client = place == StatusPlace::Client;
  const StatusMeaning* known =
      client ? find_in(kOfClients, status) : find_in(kOfContainers, status);
  if (known != nullptr) return with_facts(known->words, known->facts);
  if (client) return "";
  if (status >= 200 && status < 300)
    return with_facts("The chain goes on with this answer.", "3.1");
  if (status >= 300 && status < 400)
    return with_facts("A redirect is not followed. The client gets 424.", "3.23");
  if (status >= 400) return with_facts("The container failed. The client gets 424.", "3.14, 3.16");
  return "";
}

std::string hop_status_words(const emulator::Hop& hop) {
  if (hop.response() != nullptr)
    return status_words(hop.response()->status, StatusPlace::Container);
  const bool late = hop.error()->kind == emulator::TransportErrorKind::Timeout;
  if (hop.error()->kind == emulator::TransportErrorKind::Cancelled)
    return "It was ended at your wish.";
  return with_facts("There is no complete answer. The client gets 424 with status 0.",
                    late ? "3.17, 2.24" : "3.19");
}

std::string health_words(const emulator::StageStatus& status) {
  using State = emulator::StageState;
  switch (status.state) {
    case State::Starting:
      return with_facts("It is in service once /ping answers 200.", "2.17, 2.18");
    case State::Ready:
      return status.used_port_8080
                 ? with_facts("It listens on port 8080 although it was given another.", "2.9")
                 : "";
    case State::Failing:
      return with_facts("SageMaker replaces an instance whose /ping keeps failing.", "2.17, 2.23");
    case State::Exited:
      return with_facts("SageMaker replaces an instance whose container ended.", "2.23");
    case State::Failed:
      return with_facts("An endpoint with such a container becomes Failed.", "2.20, 4.25");
    case State::Idle:
    case State::Stopping:
      break;
  }
  return "";
}

}  // namespace app

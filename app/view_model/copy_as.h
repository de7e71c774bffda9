#pragma once

#include <string>

#include "emulator/model/invocation.h"

namespace app {

// A call of InvokeEndpoint that does what an invocation's client did.
struct CopiedCall {
  std::string text;
  std::string hint;  // "Save the body as request.bin first"; empty when the body stands in it
};

// Where it goes. No url: to AWS, with whatever credentials are set up.
struct CallPlace {
  std::string url;  // of the SageMaker address, where one is open
  std::string region = "us-east-1";
  std::string endpoint;
};

// For a POSIX shell. `body` null: not in memory.
CopiedCall aws_cli_call(const emulator::InvokeRequest& request, const CallPlace& place,
                        const emulator::Bytes* body);
// A Python script.
CopiedCall boto3_call(const emulator::InvokeRequest& request, const CallPlace& place,
                      const emulator::Bytes* body);

}  // namespace app

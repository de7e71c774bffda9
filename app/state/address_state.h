#pragma once

#include <optional>
#include <string>

#include "app/view_model/endpoint_rows.h"
#include "app/view_model/images_draft.h"
#include "emulator/base/error.h"

namespace app {

// One row of the Endpoints page.
struct HostedKey {
  HostedRow::Kind kind = HostedRow::Kind::Endpoint;
  std::string name;
  bool operator==(const HostedKey&) const = default;
};

struct EndpointsState {
  HostedKey chosen;                 // the first row where that is gone
  bool reveal = false;              // bring it into view
  std::optional<HostedKey> doomed;  // whether to delete it is the question
};

// Local.Images and Local.S3 while they are edited in the dialog.
struct ImagesState {
  ImagesDraft draft;
  std::string tested;   // an image's name: which row runs it?
  bool asking = false;  // whether the changes may be thrown away
};

// What the screen remembers about the SageMaker address.
struct AddressState {
  std::optional<emulator::Error> dismissed;  // the banner told it and was sent away
};

}  // namespace app

#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "app/errands/errand.h"
#include "emulator/base/result.h"
#include "emulator/model/body.h"

namespace app {

using BodyBytes = std::shared_ptr<const emulator::Bytes>;
using LoadBody = std::function<emulator::Result<BodyBytes>(const emulator::Body&)>;

// Each makes a part of a body's look and puts it where the inspector finds it, unless the body was
// forgotten meanwhile.
Errand fetch_body(emulator::BodyPtr body, LoadBody load);
Errand wrap_text(std::uint64_t body_id, BodyBytes bytes, std::size_t columns);
Errand grow_tree(std::uint64_t body_id, BodyBytes bytes);
Errand lay_table(std::uint64_t body_id, BodyBytes bytes);

// Puts a whole body on the clipboard, wherever it is kept, and says so.
Errand copy_body(emulator::BodyPtr body, LoadBody load);
// Writes it to a file, all of it or nothing, and says so.
Errand save_body(emulator::BodyPtr body, LoadBody load, std::filesystem::path file);
// Puts a text on the clipboard in the next frame and says `told`.
Errand copy_text(std::string text, std::string told);

}  // namespace app

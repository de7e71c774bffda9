#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "emulator/model/pipeline.h"

// The words of saving and opening recordings.
namespace app {

// What recordings are saved as, and which of them.
enum class ShareFormat { Session, Har, Otlp, ChromeTrace };
enum class ShareWhich { All, Filtered, Selected };

std::string_view format_label(ShareFormat format);  // "Chrome trace"
std::string_view format_id(ShareFormat format);     // of emulator::recording_format; "session"
std::string_view format_ending(ShareFormat format);
// What it is good for, one line.
std::string_view format_purpose(ShareFormat format);

// "wine.har" in the pipeline's folder.
std::filesystem::path proposed_recording(const emulator::Pipeline& pipeline, ShareFormat format);

// "1 invocation", "1,204 invocations"
std::string invocations_text(std::size_t count);
// "Saved 3 invocations to wine.har · 2 values hidden"
std::string saved_text(std::size_t count, const std::filesystem::path& file, std::size_t hidden);
// "Opened 3 invocations of wine.hoplens-session"; no file: of the last window.
std::string opened_text(std::size_t count, const std::filesystem::path& file);

}  // namespace app

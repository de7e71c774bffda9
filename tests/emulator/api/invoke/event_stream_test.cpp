#include "emulator/api/invoke/event_stream.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "tests/support/temporary_folder.h"

using namespace emulator;
using Json = nlohmann::json;

namespace {

std::string hex(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) {
    out += "0123456789abcdef"[static_cast<unsigned char>(c) >> 4];
    out += "0123456789abcdef"[static_cast<unsigned char>(c) & 15];
  }
  return out;
}

std::string parts(std::string_view bytes) {
  std::string out;
  append_payload_parts(bytes, out);
  return out;
}

std::vector<Json> decoded_by_botocore(const std::string& stream) {
  const tests::TemporaryFolder folder;
  const auto asked = folder.path() / "stream";
  const auto told = folder.path() / "frames";
  std::ofstream(asked, std::ios::binary) << stream;
  const std::string command = "python3 '" HOPLENS_SOURCE_DIR
                              "/tests/emulator/api/invoke/decode_event_stream.py' <'" +
                              asked.string() + "' >'" + told.string() + "'";
  REQUIRE(std::system(command.c_str()) == 0);
  std::vector<Json> frames;
  std::ifstream lines(told);
  for (std::string line; std::getline(lines, line);) frames.push_back(Json::parse(line));
  return frames;
}

}  // namespace

TEST_CASE("the checksum is CRC-32 as everybody knows it") {
  CHECK(crc32("") == 0);
  CHECK(crc32("123456789") == 0xCBF43926U);
  CHECK(crc32("The quick brown fox jumps over the lazy dog") == 0x414FA339U);
  CHECK(crc32("6789", crc32("12345")) == 0xCBF43926U);
}

TEST_CASE("frames are byte for byte those of AWS (4.4)") {
  CHECK(hex(parts("hello")) ==
        "0000006e000000595197ff150b3a6576656e742d7479706507000b5061796c6f6164506172740d3a636f6e7465"
        "6e742d747970650700186170706c69636174696f6e2f6f637465742d73747265616d0d3a6d6573736167652d74"
        "7970650700056576656e7468656c6c6f29738ab4");
  CHECK(hex(exception_frame("ModelStreamError", R"({"Message":"m"})")) ==
        "0000007d0000005ee8b387e40f3a657863657074696f6e2d747970650700104d6f64656c53747265616d457272"
        "6f720d3a636f6e74656e742d747970650700106170706c69636174696f6e2f6a736f6e0d3a6d6573736167652d"
        "74797065070009657863657074696f6e7b224d657373616765223a226d227da1dace3e");
}

TEST_CASE("nothing is no frame, and much is several") {
  CHECK(parts("").empty());
  const std::string most(kMostFramePayload, 'x');
  const std::size_t around = parts("x").size() - 1;
  CHECK(parts(most).size() == most.size() + around);
  CHECK(parts(most + "x").size() == most.size() + 1 + 2 * around);
}

TEST_CASE("botocore reads what is written") {
  if (std::system("python3 -c 'import botocore.eventstream' 2>/dev/null") != 0)
    SKIP("botocore is not installed (python3-botocore)");
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  const std::string large(kMostFramePayload + 1, 'y');
  std::string stream = parts(bytes);
  append_payload_parts(large, stream);
  stream += exception_frame("ModelStreamError", R"({"ErrorCode":"StreamBroken"})");
  const auto frames = decoded_by_botocore(stream);
  REQUIRE(frames.size() == 4);
  CHECK(frames[0]["headers"] == Json{{":event-type", "PayloadPart"},
                                     {":content-type", "application/octet-stream"},
                                     {":message-type", "event"}});
  CHECK(frames[0]["payload"].get<std::string>().size() > 256);  // in UTF-8
  CHECK(frames[1]["payload"] == large.substr(1));
  CHECK(frames[2]["payload"] == "y");
  CHECK(frames[3]["headers"][":exception-type"] == "ModelStreamError");
  CHECK(frames[3]["payload"] == R"({"ErrorCode":"StreamBroken"})");
}

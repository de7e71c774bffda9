#include "emulator/demo_stage/answer_faults.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <nlohmann/json.hpp>

#include "emulator/base/text.h"

namespace demo_stage {
namespace {

std::int64_t to_number(const std::string& value) {
  std::int64_t number = 0;
  std::from_chars(value.data(), value.data() + value.size(), number);
  return number;
}

void set_status(const Request&, const std::string& value, Answer& answer) {
  answer = to_answer({static_cast<int>(to_number(value)), "ScriptedError",
                      "This stage was told to answer " + value});
}

void set_content_type(const Request&, const std::string& value, Answer& answer) {
  answer.content_type = value;
}

void add_charset(const Request&, const std::string&, Answer& answer) {
  answer.content_type += "; charset=utf-8";
}

void remove_body(const Request&, const std::string&, Answer& answer) { answer.body.clear(); }

void set_no_content(const Request&, const std::string&, Answer& answer) {
  answer = {204, {}, {}, {}};
}

void redirect(const Request&, const std::string& value, Answer& answer) {
  answer = {302, {}, {}, {{"Location", value}}};
}

// Rows of CSV, so that the next stage would understand them if it got them.
void set_huge_body(const Request&, const std::string& value, Answer& answer) {
  const auto size = static_cast<std::size_t>(std::max<std::int64_t>(0, to_number(value)));
  constexpr std::string_view kRow = "0.125,0.25,0.5,1.0,2.0,4.0,8.0\n";
  answer.body.clear();
  answer.body.reserve(size + kRow.size());
  while (answer.body.size() < size) answer.body += kRow;
  answer.body.resize(size);
}

void add_header(const Request&, const std::string& value, Answer& answer) {
  const std::size_t colon = std::min(value.find(':'), value.size());
  const std::size_t start = std::min(colon + 1, value.size());
  answer.headers.emplace_back(value.substr(0, colon),
                              std::string(emulator::trim(value.substr(start))));
}

void show_request(const Request& request, const std::string&, Answer& answer) {
  const nlohmann::ordered_json shown{{"Method", request.method},
                                     {"Path", request.path},
                                     {"Headers", request.headers},
                                     {"BodyBytes", request.body.size()}};
  constexpr auto kReplaceBadBytes = nlohmann::ordered_json::error_handler_t::replace;
  answer = {200, "application/json", shown.dump(-1, ' ', false, kReplaceBadBytes), {}};
}

struct AnswerFault {
  Fault fault;
  void (*apply)(const Request& request, const std::string& value, Answer& answer);
};

// Applied in this order, so that a type or a header can be set on any body.
constexpr std::array kAnswerFaults = {
    AnswerFault{Fault::ShowRequest, show_request},
    AnswerFault{Fault::Huge, set_huge_body},
    AnswerFault{Fault::Status, set_status},
    AnswerFault{Fault::Redirect, redirect},
    AnswerFault{Fault::NoContent, set_no_content},
    AnswerFault{Fault::Empty, remove_body},
    AnswerFault{Fault::ContentType, set_content_type},
    AnswerFault{Fault::Charset, add_charset},
    AnswerFault{Fault::Header, add_header},
};

}  // namespace

void apply_answer_faults(const Script& script, const Request& request, Answer& answer) {
  for (const AnswerFault& row : kAnswerFaults) {
    if (const auto value = script.text(row.fault)) row.apply(request, *value, answer);
  }
}

}  // namespace demo_stage

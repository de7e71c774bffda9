#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emulator/model/contract_profile.h"
#include "emulator/model/invocation.h"

namespace emulator {

enum class Tone { Plain, Good, Caution, Bad };

// One thing that happened, or that SageMaker would do.
struct Sentence {
  std::string text;
  std::string facts;     // numbers of what it rests on: "3.3, 8.3"; "": of what was recorded
  std::string evidence;  // tag of the first of them: "[C][U]"
  Tone tone = Tone::Plain;
  std::string setting;  // "InnerAccept = any": what decided where sources do not; "": nothing
};

struct Paragraph {
  std::string title;
  std::vector<Sentence> sentences;
};

// What is explained: hop `hop` (1-based) of an invocation, and the settings it ran under.
struct Explained {
  const ContractProfile& profile;
  const Invocation& invocation;
  int hop = 1;

  // Null where it was not reached.
  const Hop* reached() const;
  const Hop* before() const;  // the hop whose answer was sent; null for the first
  bool last() const { return static_cast<std::size_t>(hop) >= invocation.order.size(); }
  std::string name() const { return name_of(hop); }
  std::string name_of(int index) const;
  // Who gave what was sent, and who gets what was answered.
  std::string sender() const { return hop <= 1 ? "the client" : name_of(hop - 1); }
  std::string receiver() const { return last() ? "the client" : name_of(hop + 1); }
};

Sentence say(std::string text, std::string_view facts = {}, Tone tone = Tone::Plain);
// The same, decided by a switch or limit of that name.
Sentence by_setting(const ContractProfile& profile, std::string_view name, Sentence sentence);
// "InnerAccept = any", "RequestBytes = 25,000,000"; "" for a name that is no setting.
std::string setting_text(const ContractProfile& profile, std::string_view name);

// The parts of explain_hop. Private to explain.
std::vector<Sentence> about_unreal(const Explained& of, const Hop& hop);
std::vector<Sentence> about_request(const Explained& of, const Hop& hop);
std::vector<Sentence> about_answer(const Explained& of, const Hop& hop);
std::vector<Sentence> about_what_becomes(const Explained& of, const Hop& hop);
std::vector<Sentence> about_client(const Explained& of);

}  // namespace emulator

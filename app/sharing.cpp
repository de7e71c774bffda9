#include "app/sharing.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "app/state/share_job.h"
#include "app/view_model/share_words.h"
#include "emulator/base/file_text.h"
#include "emulator/base/overloaded.h"
#include "emulator/base/text.h"
#include "emulator/codec/recordings/har.h"
#include "emulator/codec/recordings/recording_formats.h"
#include "emulator/codec/recordings/redaction.h"
#include "emulator/codec/recordings/session_file.h"

namespace app {
namespace {

using emulator::InvocationPtr;
using emulator::Result;
using JobPtr = std::shared_ptr<MeasuredJob>;

JobPtr begin_job(const ActionContext& c, std::string what) {
  auto job = std::make_shared<MeasuredJob>();
  job->what = std::move(what);
  c.state.share.jobs.push_back(job);
  return job;
}

void end_job(const ActionContext& c, const JobPtr& job) { std::erase(c.state.share.jobs, job); }

emulator::Progress progress_of(const JobPtr& job, std::uint64_t total) {
  job->total = total;
  return [job](std::size_t done) {
    job->done = done;
    return !job->stopped;
  };
}

// Stopping is no failure.
void tell(const ActionContext& c, const emulator::Error& error) {
  if (error.code == emulator::ErrorCode::Cancelled) return c.state.messages.tell(error.what);
  c.commands.emplace_back(emulator::Notify{error});
}

// What is saved: fixed when it was asked for, whatever is recorded meanwhile.
struct Saving {
  ShareChoice choice;
  std::filesystem::path file;
  std::shared_ptr<const emulator::Pipeline> pipeline;  // null: none is open
  std::shared_ptr<const emulator::TraceView> trace;
  InvocationMatches filtered;
  emulator::InvocationId selected;
  emulator::LoadContent load;
};

std::vector<InvocationPtr> chosen(const Saving& saving) {
  std::vector<InvocationPtr> out;
  const auto take = [&out](const InvocationPtr& one) {
    if (one && one->finished) out.push_back(one);
  };
  const ShareWhich which = saving.choice.which;
  if (which == ShareWhich::Selected) {
    take(saving.trace->find(saving.selected));
  } else if (which == ShareWhich::Filtered) {
    for (std::size_t row = saving.filtered.size(); row > 0; --row)
      take(saving.trace->find(saving.filtered[row - 1]));
  } else {
    for (std::size_t i = 0; i < saving.trace->size(); ++i) take((*saving.trace)[i]);
  }
  return out;
}

struct Saved {
  Result<void> written;
  std::size_t count = 0;
  std::size_t hidden = 0;
};

Saved save(const Saving& saving, const JobPtr& job) {
  const std::vector<InvocationPtr> invocations = chosen(saving);
  const emulator::Pipeline nothing;
  const emulator::Pipeline& pipeline = saving.pipeline ? *saving.pipeline : nothing;
  const auto redactor = std::make_shared<emulator::Redactor>(
      saving.choice.hides
          ? emulator::Redactor(pipeline, emulator::redaction_wishes(saving.choice.also_hidden))
          : emulator::Redactor());
  emulator::RecordingSource source = emulator::source_of(invocations);
  if (saving.load) source.load = saving.load;
  source.progress = progress_of(job, invocations.size());
  const auto redacted = emulator::redacting(source, redactor);
  const auto* format = emulator::recording_format(format_id(saving.choice.format));
  Saved out;
  out.count = invocations.size();
  if (format) {
    out.written = emulator::write_recording(*format, redacted, saving.file);
  } else {
    const emulator::Pipeline leaving = redactor->redacted(pipeline);
    out.written =
        emulator::write_session(saving.pipeline ? &leaving : nullptr, redacted, saving.file);
  }
  out.hidden = redactor->hidden();
  return out;
}

Errand save_recording(const SaveRecordingWish& wish, const ActionContext& c,
                      const Outside& outside) {
  const Saving saving{wish.choice,
                      wish.file,
                      c.now.open ? c.now.pipeline : nullptr,
                      c.now.trace,
                      c.state.list.matches,
                      c.state.selection.invocation,
                      outside.load_body};
  const JobPtr job = begin_job(c, "Saving " + wish.file.filename().string());
  return {[saving, job]() -> AfterErrand {
    return [saved = save(saving, job), file = saving.file, job](const ActionContext& then) {
      end_job(then, job);
      if (!saved.written) return tell(then, saved.written.error());
      then.state.messages.tell(saved_text(saved.count, file, saved.hidden));
    };
  }};
}

// 0 where nobody knows.
std::uint64_t bytes_of(const std::filesystem::path& file) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(file, error);
  return error ? 0 : size;
}

Errand open_session(const OpenSessionWish& wish, const ActionContext& c, const Outside& outside) {
  const JobPtr job = begin_job(c, "Opening " + wish.file.filename().string());
  return {[wish, job, keep = outside.keep_body]() -> AfterErrand {
    emulator::SessionReading reading;
    reading.keep = keep;
    reading.progress = progress_of(job, bytes_of(wish.file));
    reading.journal = wish.lost != nullptr;
    auto read =
        std::make_shared<Result<emulator::Session>>(emulator::read_session(wish.file, reading));
    return [read, wish, job](const ActionContext& then) {
      end_job(then, job);
      if (!*read) return tell(then, read->error());
      const std::size_t count = (*read)->invocations.size();
      emulator::OpenSession open{std::move((*read)->pipeline), std::move((*read)->invocations)};
      // Edits that were restored just now are newer than what the journal holds.
      if (wish.lost && then.now.open && then.now.unsaved) open.pipeline.reset();
      if (wish.lost) then.state.recovery.opened.push_back(wish.lost);
      then.state.messages.tell(opened_text(count, wish.lost ? "" : wish.file));
      leave_for_session(then.now, then.state.leave,
                        std::make_shared<const emulator::OpenSession>(std::move(open)));
    };
  }};
}

Result<std::vector<InvocationPtr>> read_har_file(const std::filesystem::path& file) {
  const auto text = emulator::read_file_text(file);
  if (!text) return emulator::fail(text.error());
  return emulator::read_har(*text, file.filename().string());
}

void keep_bodies(const std::vector<InvocationPtr>& invocations,
                 const std::function<void(const emulator::BodyPtr&)>& keep) {
  if (!keep) return;
  for (const InvocationPtr& one : invocations) {
    if (one->request.body) keep(one->request.body);
    if (one->response) keep(one->response->body);
    for (const emulator::HopPtr& hop : one->hops) {
      keep(hop->request.body);
      if (const auto* response = hop->response()) keep(response->body);
    }
  }
}

Errand import_har(const ImportHarWish& wish, const ActionContext& c, const Outside& outside) {
  const JobPtr job = begin_job(c, "Reading " + wish.file.filename().string());
  return {[file = wish.file, job, keep = outside.keep_body]() -> AfterErrand {
    auto read = std::make_shared<Result<std::vector<InvocationPtr>>>(read_har_file(file));
    if (*read) keep_bodies(**read, keep);
    return [read, file, job](const ActionContext& then) {
      end_job(then, job);
      if (!*read) return tell(then, read->error());
      if (job->stopped) return then.state.messages.tell(job->what + " was stopped");
      then.state.messages.tell(opened_text((*read)->size(), file));
      then.commands.emplace_back(emulator::AddInvocations{std::move(**read)});
    };
  }};
}

}  // namespace

Errand share_errand(const ShareWish& wish, const ActionContext& context, const Outside& outside) {
  return std::visit(
      emulator::Overloaded{
          [&](const SaveRecordingWish& w) { return save_recording(w, context, outside); },
          [&](const OpenSessionWish& w) { return open_session(w, context, outside); },
          [&](const ImportHarWish& w) { return import_har(w, context, outside); }},
      wish);
}

}  // namespace app

#pragma once

#include <string>

#include "app/errands/body_errands.h"
#include "app/errands/errand.h"
#include "app/view_model/filter/invocation_matches.h"

namespace app {

// Searches bodies for the invocation list's filter, wherever they are kept, until the part is done,
// told to stop or has taken its time; the list takes what was found and asks for the rest.
Errand search_bodies(BodySearchPart part, LoadBody load);
// The same at once, on this thread.
BodySearchResult searched(const BodySearchPart& part, const LoadBody& load);

// Writes a term into the invocation list's filter, from a menu that knows no list.
Errand filter_by(std::string key, std::string value);

}  // namespace app

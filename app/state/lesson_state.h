#pragma once

namespace app {

// The lesson that is being taken.
struct LessonState {};

}  // namespace app

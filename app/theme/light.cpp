#include "app/theme/theme.h"
#include "app/theme/theme_table.h"

namespace app {

const Theme& light_theme() {
  static const Theme theme = make_theme(
      "light", false,
      {
          {Role::Window, 0xF3F5F8},    {Role::Panel, 0xFFFFFF},     {Role::Card, 0xEBEFF4},
          {Role::Hover, 0xE3E9F0},     {Role::Field, 0xF7F9FB},     {Role::Border, 0xB9C3CF},
          {Role::Text, 0x18202B},      {Role::TextDim, 0x4C5868},   {Role::TextFaint, 0x5F6B7B},
          {Role::Accent, 0x0A63B0},    {Role::OnAccent, 0xFFFFFF},  {Role::Selection, 0xE0ECF8},
          {Role::Ok, 0x0D7758},        {Role::Running, 0x1552C4},   {Role::Warning, 0x8C5D00},
          {Role::Error, 0xB3123B},     {Role::Idle, 0x555A6F},      {Role::PhaseQueue, 0x6B7787},
          {Role::PhaseSend, 0xA67A00}, {Role::PhaseWait, 0x1552C4}, {Role::PhaseReceive, 0x0E9470},
          {Role::Stage1, 0x1552C4},    {Role::Stage2, 0xA67A00},    {Role::Stage3, 0x0E9470},
          {Role::Stage4, 0xC8471E},    {Role::Stage5, 0x6D3FC0},    {Role::Stage6, 0x525D6B},
      });
  return theme;
}

}  // namespace app

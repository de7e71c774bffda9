#include "app/theme/theme.h"
#include "app/theme/theme_table.h"

namespace app {

const Theme& dark_theme() {
  static const Theme theme = make_theme(
      "dark", true,
      {
          {Role::Window, 0x14171C},    {Role::Panel, 0x1A1E25},     {Role::Card, 0x232933},
          {Role::Hover, 0x2B333F},     {Role::Field, 0x13161B},     {Role::Border, 0x3B4452},
          {Role::Text, 0xE7EBF1},      {Role::TextDim, 0xA3AEBD},   {Role::TextFaint, 0x8894A4},
          {Role::Accent, 0x6CB6FF},    {Role::OnAccent, 0x0B1622},  {Role::Selection, 0x223040},
          {Role::Ok, 0x52E0C4},        {Role::Running, 0x4A9EF2},   {Role::Warning, 0xF4CB4B},
          {Role::Error, 0xF0795A},     {Role::Idle, 0x8791A0},      {Role::PhaseQueue, 0x6F7988},
          {Role::PhaseSend, 0xF4CB4B}, {Role::PhaseWait, 0x4A9EF2}, {Role::PhaseReceive, 0x52E0C4},
          {Role::Stage1, 0x4A9EF2},    {Role::Stage2, 0xF4CB4B},    {Role::Stage3, 0x52E0C4},
          {Role::Stage4, 0xF0795A},    {Role::Stage5, 0xB79CF5},    {Role::Stage6, 0x8791A0},
      });
  return theme;
}

}  // namespace app

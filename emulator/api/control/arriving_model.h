#pragma once

#include <span>

#include "emulator/api/address_options.h"
#include "emulator/model/pipeline.h"

// From Image to something that runs: how the containers of a model that arrived over the wire are
// started here. Pure.
namespace emulator {

// Whether `image` is what `pattern` stands for; each '*' in it stands for any text.
bool matches_image(std::string_view pattern, std::string_view image);

// The pipeline with a local entry for each container that one of the maps knows: the first map with
// a matching pattern decides, in it an exact name before wildcards and then the longer literal
// text. Paths of that entry are made absolute, from the map's folder. Where no entry names model
// data, an S3 address below a prefix of the maps' S3 has it (the longest prefix wins), for
// ModelDataUrl and additional sources alike. A container that nothing is known about gets no entry:
// Docker runs the image itself.
Pipeline arriving_model(Pipeline pipeline, std::span<const ImageMap> maps);

}  // namespace emulator

#pragma once

#include <span>

#include "emulator/api/address_options.h"
#include "emulator/model/pipeline.h"

// From Image to something that runs: how the containers of a model that arrived over the wire are
// started here. Pure.
namespace emulator {

// What a pipeline's Local.Images and Local.S3 say, or nothing where it has neither.
std::optional<ImageMap> image_map_of(const Pipeline& pipeline);

// The pipeline with a local entry for each container that one of the maps knows: the first map with
// a matching pattern decides, in it the first entry. Paths of that entry are made absolute, from
// the map's folder. Where no entry names model data, an S3 address below a prefix of the maps' S3
// has it (the longest prefix wins), for ModelDataUrl and additional sources alike. Limits and
// switches are those of the first map that knows one of the containers, else of the first map. A
// container that nothing is known about gets no entry: Docker runs the image itself.
Pipeline arriving_model(Pipeline pipeline, std::span<const ImageMap> maps);

}  // namespace emulator

#pragma once

#include <string_view>

// Small pictures, in base64.
namespace tests::pictures {

// PNG, 48 × 32: a disc in four colours, all around it transparent.
constexpr std::string_view kDisc =
    "iVBORw0KGgoAAAANSUhEUgAAADAAAAAgCAYAAABU1PscAAAAyklEQVR4XmP8ELWAgZbAh4G2gIlhiIMh7wEWKkfAfx"
    "LMY6SG3dTywH8yHAPTQ5FHqJGE/lMYkhTpZxpIy5HsJtsTlHjg/wDmH7jV5HrgP41KX5LNZaIg8zEMBk+MuIqMVkkH"
    "PTKJtme0KcEwwGA0BgY6BlgYohiGNBhNQqOZmMIQGE1CQy0JMdLJwUTbMyKTEK1jgSTzyY0BWnmCZHMpSULU9gRZ5l"
    "GaB6jlCbLNoUYmptQTFOmn1sAWzBFDdmQOVj0w0rtiG/L1AADPKRLblxsAxQAAAABJRU5ErkJggg==";
// JPEG, 16 × 16, four colours.
constexpr std::string_view kQuarters =
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wCEAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNy"
    "wtQFdBRkxOUlNSMj5aYVpQYEpRUk8BDg4OExETJhUVJk81LTVPT09PT09PT09PT09PT09PT09PT09PT09PT09PT09P"
    "T09PT09PT09PT09PT09PT09PT//AABEIABAAEAMBIgACEQEDEQH/xAGiAAABBQEBAQEBAQAAAAAAAAAAAQIDBAUGBw"
    "gJCgsQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQygZGhCCNCscEVUtHwJDNicoIJChYXGBkaJSYn"
    "KCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqa"
    "qys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+gEAAwEBAQEBAQEBAQAAAAAAAAEC"
    "AwQFBgcICQoLEQACAQIEBAMEBwUEBAABAncAAQIDEQQFITEGEkFRB2FxEyIygQgUQpGhscEJIzNS8BVictEKFiQ04S"
    "XxFxgZGiYnKCkqNTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqCg4SFhoeIiYqSk5SVlpeYmZqi"
    "o6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2dri4+Tl5ufo6ery8/T19vf4+fr/2gAMAwEAAhEDEQA/AM"
    "2udr1yucrmw+O3938S85zH4Pd79fTyP//Z";
// The head of a PNG that says 30,000 × 30,000 pixels.
constexpr std::string_view kHuge =
    "iVBORw0KGgoAAAANSUhEUgAAdTAAAHUwCAYAAABmJ/i6AAAAAElFTkSuQmCC";

}  // namespace tests::pictures

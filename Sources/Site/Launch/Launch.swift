import Catalog
import Documents

/// What Xinference is told to start a model, and the ways to tell it.
struct Launch {
  /// A choice that a launch makes.
  enum Option {
    case model, type, engine, size, format, quantization, gguf, lightning

    /// What requests and Python call it.
    var name: StaticString {
      switch self {
      case .model: "model_name"
      case .type: "model_type"
      case .engine: "model_engine"
      case .size: "model_size_in_billions"
      case .format: "model_format"
      case .quantization: "quantization"
      case .gguf: "gguf_quantization"
      case .lightning: "lightning_version"
      }
    }

    /// What the command line calls it; it passes on what it does not know, so that has underscores.
    var flag: StaticString {
      switch self {
      case .model: "--model-name"
      case .type: "--model-type"
      case .engine: "--model-engine"
      case .size: "--size-in-billions"
      case .format: "--model-format"
      case .quantization: "--quantization"
      case .gguf: "--gguf_quantization"
      case .lightning: "--lightning_version"
      }
    }
  }

  private var choices: [(option: Option, value: Text)] = []

  /// The launch of an entry without any choice.
  init(_ entry: Entry) {
    choices.append((.model, Text(entry.name.utf8)))
    if entry.type != .llm { choices.append((.type, Text(entry.type.launchName.utf8))) }
  }

  /// Adds a choice, where there is something to choose.
  mutating func add(_ option: Option, _ value: Text?) {
    if let value, !value.isEmpty { choices.append((option, value)) }
  }
}

extension Launch {
  /// The command, its values quoted as a shell needs it.
  var command: Text {
    var bytes = Array("xinference launch".utf8)
    for (option, value) in choices {
      // What comes after the engine has a line of its own, or the command would run out of the page.
      bytes.append(option == .size ? " \\\n  " : " ")
      bytes.append(option.flag)
      bytes.append(" ")
      Self.append(shellWord: value, to: &bytes)
    }
    return bytes[...]
  }

  /// The same in Python.
  var python: Text {
    var bytes: [UInt8] = []
    bytes.append("from xinference.client import Client\n\nclient = Client(\"http://localhost:9997\")\n")
    bytes.append("uid = client.launch_model(\n")
    for (option, value) in choices {
      bytes.append("    ")
      bytes.append(option.name)
      bytes.append("=")
      Self.append(literal: value, of: option, to: &bytes)
      bytes.append(",\n")
    }
    bytes.append(")\nmodel = client.get_model(uid)")
    return bytes[...]
  }

  /// The same as a request.
  var request: Text {
    var json: [UInt8] = []
    for (option, value) in choices {
      json.append(json.isEmpty ? "{\"" : ", \"")
      json.append(option.name)
      json.append("\": ")
      Self.append(literal: value, of: option, to: &json)
    }
    json.append("}")
    var bytes: [UInt8] = []
    bytes.append("curl http://localhost:9997/v1/models \\\n  -H 'Content-Type: application/json' \\\n  -d '")
    Self.append(quoted: json[...], to: &bytes)
    bytes.append("'")
    return bytes[...]
  }

  /// A text as JSON and Python both write it; a size without a part behind the point is a number in both.
  private static func append(literal value: Text, of option: Option, to bytes: inout [UInt8]) {
    let isNumber =
      option == .size && value.first != UInt8(ascii: "0")
      && value.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    if isNumber { return bytes.append(contentsOf: value) }
    JSONWriter.appendString(value, to: &bytes)
  }

  private static func append(shellWord value: Text, to bytes: inout [UInt8]) {
    let isPlain = value.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"),
        UInt8(ascii: "/"), UInt8(ascii: ":"):
        true
      default: false
      }
    }
    if isPlain && value.first != UInt8(ascii: "-") { return bytes.append(contentsOf: value) }
    bytes.append("'")
    append(quoted: value, to: &bytes)
    bytes.append("'")
  }

  /// Text between single quotes, which a single quote in it leaves for a moment.
  private static func append(quoted text: Text, to bytes: inout [UInt8]) {
    for byte in text {
      if byte == UInt8(ascii: "'") { bytes.append("'\\''") } else { bytes.append(byte) }
    }
  }
}

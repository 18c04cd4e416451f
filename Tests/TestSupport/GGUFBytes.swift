/// Writes the start of a GGUF file, as llama.cpp lays it out.
public struct GGUFBytes: Sendable {
  /// A value to write.
  public indirect enum Value: Sendable {
    case uint32(UInt32)
    case uint64(UInt64)
    case int32(Int32)
    case float32(Float)
    case bool(Bool)
    case string(String)
    case strings([String])
    case int32s([Int32])
    case lists([Value])
  }

  /// The version that the file claims.
  public var version: UInt32 = 3
  /// Its named values.
  public var values: [(String, Value)]
  /// Its tensors: name and lengths.
  public var tensors: [(String, [UInt64])]

  /// Makes a file's start.
  public init(_ values: [(String, Value)], tensors: [(String, [UInt64])] = []) {
    self.values = values
    self.tensors = tensors
  }

  /// The bytes.
  public var bytes: [UInt8] {
    var output = Array("GGUF".utf8)
    Self.append(version, to: &output)
    Self.append(UInt64(tensors.count), to: &output)
    Self.append(UInt64(values.count), to: &output)
    for (name, value) in values {
      Self.append(name, to: &output)
      Self.append(Self.type(of: value), to: &output)
      Self.append(value, to: &output)
    }
    for (name, lengths) in tensors {
      Self.append(name, to: &output)
      Self.append(UInt32(lengths.count), to: &output)
      for length in lengths { Self.append(length, to: &output) }
      Self.append(UInt32(0), to: &output)
      Self.append(UInt64(0), to: &output)
    }
    return output
  }

  private static func type(of value: Value) -> UInt32 {
    switch value {
    case .uint32: 4
    case .int32: 5
    case .float32: 6
    case .bool: 7
    case .string: 8
    case .strings, .int32s, .lists: 9
    case .uint64: 10
    }
  }

  private static func append(_ value: Value, to output: inout [UInt8]) {
    switch value {
    case .uint32(let number): append(number, to: &output)
    case .uint64(let number): append(number, to: &output)
    case .int32(let number): append(UInt32(bitPattern: number), to: &output)
    case .float32(let number): append(number.bitPattern, to: &output)
    case .bool(let flag): output.append(flag ? 1 : 0)
    case .string(let text): append(text, to: &output)
    case .strings(let texts):
      append(UInt32(8), to: &output)
      append(UInt64(texts.count), to: &output)
      for text in texts { append(text, to: &output) }
    case .int32s(let numbers):
      append(UInt32(5), to: &output)
      append(UInt64(numbers.count), to: &output)
      for number in numbers { append(UInt32(bitPattern: number), to: &output) }
    case .lists(let lists):
      append(UInt32(9), to: &output)
      append(UInt64(lists.count), to: &output)
      for list in lists { append(list, to: &output) }
    }
  }

  /// Appends a number, little end first.
  public static func append<Number: FixedWidthInteger>(_ number: Number, to output: inout [UInt8]) {
    for shift in stride(from: 0, to: Number.bitWidth, by: 8) {
      output.append(UInt8(truncatingIfNeeded: number >> Number(shift)))
    }
  }

  /// Appends a text as GGUF has it: its length, then its bytes.
  public static func append(_ text: String, to output: inout [UInt8]) {
    append(UInt64(text.utf8.count), to: &output)
    output += text.utf8
  }
}

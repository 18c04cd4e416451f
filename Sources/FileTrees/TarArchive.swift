import Glibc

/// A folder of output as one archive, in the tar format of POSIX.
///
/// Files come by their paths in byte order, with one owner, one mode and one time for all, so that the same files
/// make the same bytes. Names that the format's plain header has no room for get an extended one.
public enum TarArchive {
  /// Writes all files of an output folder, without its marker, below `topFolder` in the archive.
  public static func write(_ root: String, to archive: String, topFolder: String) throws(FileTreeError) {
    let file = try PiecewiseFile(archive)
    try add(root, "", topFolder, to: file)
    // Two empty blocks end an archive.
    try file.append([UInt8](repeating: 0, count: 2 * block)[...])
    if try file.finish() { try SystemCalls.place(archive) }
  }

  private static let block = 512
  /// 1980-01-01, which every program that unpacks archives takes for a time.
  private static let time = 315_532_800

  private static func add(
    _ root: String, _ folder: String, _ topFolder: String, to file: PiecewiseFile
  ) throws(FileTreeError) {
    for entry in try SystemCalls.list(root.appendingPath(folder)) ?? [] {
      let path = folder.appendingPath(entry.name)
      if entry.kind == .folder {
        try add(root, path, topFolder, to: file)
      } else if entry.kind == .file, path != OutputFolder.marker {
        let bytes = try SystemCalls.read(root.appendingPath(path), limit: .max) ?? []
        try add(topFolder.appendingPath(path), bytes, to: file)
      }
    }
  }

  private static func add(_ path: String, _ bytes: [UInt8], to file: PiecewiseFile) throws(FileTreeError) {
    let name = Array(path.utf8)
    if name.count > 100 || name.contains(where: { $0 >= 0x80 }) {
      let record = extended("path", name)
      try add(header("PaxHeader", size: record.count, kind: "x"), record, to: file)
    }
    try add(
      header(String(decoding: name.prefix(100), as: UTF8.self), size: bytes.count, kind: "0"), bytes, to: file
    )
  }

  private static func add(
    _ header: [UInt8], _ bytes: [UInt8], to file: PiecewiseFile
  ) throws(FileTreeError) {
    try file.append(header[...])
    try file.append(bytes[...])
    try file.append([UInt8](repeating: 0, count: (block - bytes.count % block) % block)[...])
  }

  /// A record of an extended header: its own length, a key and a value.
  private static func extended(_ key: String, _ value: [UInt8]) -> [UInt8] {
    let body = Array(" \(key)=".utf8) + value + [UInt8(ascii: "\n")]
    var length = body.count
    while length != body.count + String(length).utf8.count { length = body.count + String(length).utf8.count }
    return Array(String(length).utf8) + body
  }

  private static func header(_ name: String, size: Int, kind: Character) -> [UInt8] {
    var header = [UInt8](repeating: 0, count: block)
    func put(_ text: String, at offset: Int, _ limit: Int) {
      for (index, byte) in text.utf8.prefix(limit).enumerated() { header[offset + index] = byte }
    }
    func octal(_ number: Int, _ digits: Int) -> String {
      let text = String(number, radix: 8)
      return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
    put(name, at: 0, 100)
    put(octal(0o644, 7), at: 100, 8)
    put(octal(0, 7), at: 108, 8)
    put(octal(0, 7), at: 116, 8)
    put(octal(size, 11), at: 124, 12)
    put(octal(time, 11), at: 136, 12)
    put("        \(kind)", at: 148, 9)
    put("ustar", at: 257, 6)
    put("00", at: 263, 2)
    put(octal(header.reduce(0) { $0 + Int($1) }, 6) + "\0 ", at: 148, 8)
    return header
  }
}

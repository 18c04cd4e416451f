/// The form that a service gives to its tokens.
struct TokenForm {
  private let prefix: [UInt8]
  private let kind: String
  /// The fewest bytes after the prefix.
  private let length: Int

  private init(_ prefix: String, _ kind: String, _ length: Int) {
    self.prefix = Array(prefix.utf8)
    self.kind = kind
    self.length = length
  }

  private static let forms: [TokenForm] = [
    TokenForm("github_pat_", "a GitHub token", 22),
    TokenForm("ghp_", "a GitHub token", 36), TokenForm("gho_", "a GitHub token", 36),
    TokenForm("ghu_", "a GitHub token", 36), TokenForm("ghs_", "a GitHub token", 36),
    TokenForm("ghr_", "a GitHub token", 36),
    TokenForm("glpat-", "a GitLab token", 20),
    TokenForm("hf_", "a Hugging Face token", 30),
    TokenForm("sk-ant-", "an Anthropic key", 40),
    TokenForm("sk-proj-", "an OpenAI key", 40), TokenForm("sk-", "an API key", 32),
    TokenForm("AKIA", "an AWS key", 16), TokenForm("ASIA", "an AWS key", 16),
    TokenForm("AIza", "a Google key", 35),
    TokenForm("xoxb-", "a Slack token", 20), TokenForm("xoxp-", "a Slack token", 20),
    TokenForm("npm_", "an npm token", 36), TokenForm("pypi-AgE", "a PyPI token", 40),
    TokenForm("dop_v1_", "a DigitalOcean token", 60),
    TokenForm("eyJ", "a signed web token", 20),
  ]

  /// What the run of token bytes is, where it is a secret.
  static func hit(_ bytes: [UInt8], _ run: Range<Int>) -> SecretScan.Hit? {
    for form in forms where run.count >= form.prefix.count + form.length {
      guard bytes[run].starts(with: form.prefix) else { continue }
      let rest = bytes[run.lowerBound + form.prefix.count..<run.upperBound]
      guard !Placeholders.isOne(rest), hasManyDifferentBytes(rest) else { return nil }
      if form.kind == "a signed web token" {
        guard let end = endOfWebToken(bytes, run) else { return nil }
        return SecretScan.Hit(kind: form.kind, range: run.lowerBound..<end)
      }
      return SecretScan.Hit(kind: form.kind, range: run)
    }
    return nil
  }

  /// A web token is three parts with dots between; the second starts like the first.
  private static func endOfWebToken(_ bytes: [UInt8], _ run: Range<Int>) -> Int? {
    guard bytes[run.upperBound...].starts(with: ".eyJ".utf8) else { return nil }
    let rest = bytes[run.upperBound...].prefix { byte in
      byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
        || (byte < 128 && Character(Unicode.Scalar(byte)).isLetter) || (0x30...0x39).contains(byte)
    }
    return rest.count { $0 == UInt8(ascii: ".") } == 2 ? rest.endIndex : nil
  }

  /// Real tokens are random; `hf_xxxxxxxx…` is what a manual writes.
  private static func hasManyDifferentBytes(_ bytes: ArraySlice<UInt8>) -> Bool { Set(bytes).count >= 10 }
}

/// What people write where a secret would stand.
enum Placeholders {
  static func isOne(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.first, bytes.count > 1 else { return true }
    if "<$%{*[".utf8.contains(first) || Set(bytes).count < 4 { return true }
    let text = String(decoding: bytes, as: UTF8.self).lowercased()
    return ["your", "token", "example", "password", "secret", "xxxx", "1234567890", "placeholder"].contains {
      text.contains($0)
    }
  }
}

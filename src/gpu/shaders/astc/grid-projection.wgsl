// What each weight grid cannot represent of the ideal weights, for all grids at once: a grid keeps a known share of
// every spatial frequency along each axis, so the block's cosine spectrum says what is lost.

const GRID_WIDTHS = BLOCK_WIDTH - 1u;
const GRID_HEIGHTS = BLOCK_HEIGHT - 1u;

// By grid height − 2, then grid width − 2.
var<private> gridErrors: array<f32, GRID_WIDTHS * GRID_HEIGHTS>;
// The signal, then its squared spectrum.
var<private> spectrum: array<f32, TEXELS>;

// √energy · (weight − ½): each weight by what it moves.
fn buildSignal(plane: u32) {
  for (var texel = 0u; texel < TEXELS; texel++) {
    let extent = sqrt(lineEnergy(partitionAt(texel), plane));
    spectrum[texel] = extent * (idealWeights[plane * TEXELS + texel] - 0.5);
  }
}

// Cosine transform of the signal in place, rows and then columns; returns the total power.
fn transformSignal() -> f32 {
  var line: array<f32, max(BLOCK_WIDTH, BLOCK_HEIGHT)>;
  for (var y = 0u; y < BLOCK_HEIGHT; y++) {
    for (var x = 0u; x < BLOCK_WIDTH; x++) {
      line[x] = spectrum[y * BLOCK_WIDTH + x];
    }
    for (var u = 0u; u < BLOCK_WIDTH; u++) {
      var sum = 0.0;
      for (var x = 0u; x < BLOCK_WIDTH; x++) {
        sum += floats[COSINES_X + u * BLOCK_WIDTH + x] * line[x];
      }
      spectrum[y * BLOCK_WIDTH + u] = sum;
    }
  }
  var total = 0.0;
  for (var u = 0u; u < BLOCK_WIDTH; u++) {
    for (var y = 0u; y < BLOCK_HEIGHT; y++) {
      line[y] = spectrum[y * BLOCK_WIDTH + u];
    }
    for (var v = 0u; v < BLOCK_HEIGHT; v++) {
      var sum = 0.0;
      for (var y = 0u; y < BLOCK_HEIGHT; y++) {
        sum += floats[COSINES_Y + v * BLOCK_HEIGHT + y] * line[y];
      }
      spectrum[v * BLOCK_WIDTH + u] = sum * sum;
      total += sum * sum;
    }
  }
  return total;
}

// Adds what every grid loses of a plane.
fn addProjection(plane: u32) {
  buildSignal(plane);
  let total = transformSignal();
  var kept: array<f32, BLOCK_WIDTH>;
  for (var height = 0u; height < GRID_HEIGHTS; height++) {
    for (var u = 0u; u < BLOCK_WIDTH; u++) {
      var sum = 0.0;
      for (var v = 0u; v < BLOCK_HEIGHT; v++) {
        sum += floats[KEPT_Y + height * BLOCK_HEIGHT + v] * spectrum[v * BLOCK_WIDTH + u];
      }
      kept[u] = sum;
    }
    for (var width = 0u; width < GRID_WIDTHS; width++) {
      var sum = 0.0;
      for (var u = 0u; u < BLOCK_WIDTH; u++) {
        sum += floats[KEPT_X + width * BLOCK_WIDTH + u] * kept[u];
      }
      gridErrors[height * GRID_WIDTHS + width] += max(total - sum, 0.0);
    }
  }
}

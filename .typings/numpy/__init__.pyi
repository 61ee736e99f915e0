# Pillow's annotations mention numpy's arrays; we neither install numpy nor pass any. Without these two names every
# resize() and point() would be of unknown type.
